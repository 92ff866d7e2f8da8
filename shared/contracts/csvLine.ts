/** A spreadsheet would run a cell that begins so; quotation does not keep it from that (OWASP: CSV injection). */
const formula = /^[=+\-@\t\r]/;

/** One line of a CSV file (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvLine(cells: readonly string[]): string {
  const texts = cells.map((cell) => (formula.test(cell) ? `'${cell}` : cell));
  return `${texts.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')}\r\n`;
}
