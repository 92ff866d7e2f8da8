import type { Customer } from '../../../client/operations.ts';

/** One line of a CSV file (RFC 4180). */
export function csvLine(cells: readonly (string | null)[]): string {
  return cells
    .map((cell) => (/[",\r\n]/.test(cell ?? '') ? `"${(cell ?? '').replaceAll('"', '""')}"` : (cell ?? '')))
    .join(',');
}

/** A spreadsheet would run a text that begins so as a formula; an apostrophe in front of it has it shown. */
export const asText = (cell: string | null): string | null =>
  cell !== null && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;

/** A file of the customers given, for a spreadsheet. */
export function downloadCustomers(customers: readonly Customer[]): void {
  const header = [
    'customerTenantId',
    'companyName',
    'domain',
    'country',
    'status',
    'canOrder',
    'lastCheckedAt',
  ];
  const lines = customers.map((one) =>
    csvLine([
      one.customerTenantId,
      asText(one.companyName),
      asText(one.domain),
      one.country,
      one.status,
      one.readiness.canOrder === null ? 'unknown' : String(one.readiness.canOrder),
      one.check.lastCheckedAt,
    ]),
  );
  download('customers.csv', [csvLine(header), ...lines, ''].join('\r\n'));
}

/** Hands a text to the browser as a file; the mark at its beginning has Excel read it as UTF-8. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
