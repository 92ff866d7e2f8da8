import { AgreementError } from '../../domain/errors.ts';

/** A line with something in it; `row` as a spreadsheet counts, empty lines included. */
export type CsvRow = { readonly row: number; readonly cells: string[] };

/** What spreadsheets write between cells; which of them depends on the country that the computer is set to. */
const separators = [',', ';', '\t'];

/** Empty lines included: a million of them would take seconds (measured), and no file of customers has so many. */
const maxLines = 100_000;

/**
 * Reads CSV with the separator that the first line has most of. Quotation marks and line ends are as in RFC 4180, and
 * line ends of other systems are taken, too. Rows may differ in length.
 * @throws {AgreementError} `INVALID_CSV` · `INVALID_INPUT` for more than `mostRows` below the first
 */
export async function readCsv(file: string, maxRows: number): Promise<CsvRow[]> {
  const { text, delimiter } = withoutHint(file);
  const { parse, CsvError } = await import('csv-parse/sync');
  const rows: CsvRow[] = [];
  let row = 0;
  try {
    parse(text, {
      delimiter: delimiter ?? separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record(cells: string[]) {
        row += 1;
        if (row > maxLines) throw tooMany(maxRows);
        if (cells.every((cell) => cell.trim() === '')) return null;
        if (rows.length > maxRows) throw tooMany(maxRows);
        rows.push({ row, cells });
        // What is kept here need not be kept by the parser.
        return null;
      },
    });
    return rows;
  } catch (failure) {
    // Its own message would quote the file.
    if (failure instanceof CsvError) throw notCsv(row + 1);
    throw failure;
  }
}

/** Spreadsheets name the separator in a first line `sep=;`, which they neither show nor count. */
function withoutHint(file: string): { readonly text: string; readonly delimiter?: string } {
  const [hint, delimiter] = /^\uFEFF?"?sep=([,;|\t])"?(?:\r\n|\n|\r|$)/i.exec(file) ?? [];
  return hint === undefined || delimiter === undefined
    ? { text: file }
    : { text: file.slice(hint.length), delimiter };
}

/** Counted outside of quotation marks, since the name of a column may hold a separator. */
function separatorOf(text: string): string {
  const counts = new Map(separators.map((separator) => [separator, 0]));
  let isQuoted = false;
  for (const char of text.slice(Math.max(0, text.search(/[^\r\n]/)))) {
    if (char === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (char === '\n' || char === '\r') break;
    const count = counts.get(char);
    if (count !== undefined) counts.set(char, count + 1);
  }
  const [most = ','] = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return most;
}

function notCsv(row: number): AgreementError {
  return new AgreementError('INVALID_CSV', 'The file is no CSV: a quotation mark is where it cannot be.', {
    fields: [
      { pointer: `/rows/${String(row)}`, message: 'has a quotation mark that is not closed, or not doubled' },
    ],
  });
}

function tooMany(mostRows: number): AgreementError {
  return new AgreementError('INVALID_INPUT', 'The file has too many rows. Divide it.', {
    fields: [{ pointer: '/rows', message: `has more than ${String(mostRows)} rows below the header` }],
  });
}
