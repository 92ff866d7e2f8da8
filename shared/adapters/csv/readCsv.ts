import { AgreementError } from '../../domain/errors.ts';
import { csvRecords, type CsvTooLarge } from './csvRecords.ts';

/** A line with something in it; `row` as a spreadsheet counts, empty lines included. */
export type CsvRow = { readonly row: number; readonly cells: string[] };

/** What spreadsheets write between cells; which of them depends on the country that the computer is set to. */
const separators = [',', ';', '\t'];

/** More than any file of customers has. */
const limits = { lines: 100_000, columns: 200, recordLength: 64 * 1024 };

/**
 * Reads CSV with the separator that the first line has most of. Quotation marks and line ends are as in RFC 4180, and
 * line ends of other systems are taken, too. Rows may differ in length. Its size is bounded before the parser sees it.
 * @throws {AgreementError} `INVALID_CSV` · `INVALID_INPUT` for more than `maxRows` below the first, or a row beyond the limits
 */
export async function readCsv(file: string, maxRows: number): Promise<CsvRow[]> {
  const { text, delimiter = separatorOf(text) } = withoutHint(file);
  const records = csvRecords(text, delimiter, { ...limits, rows: maxRows + 1 });
  if ('kind' in records) throw tooLarge(records, maxRows);
  const { parse, CsvError } = await import('csv-parse/sync');
  const rows: CsvRow[] = [];
  const left = records.values();
  let row = 1;
  try {
    parse(records.map((record) => record.text).join('\n'), {
      delimiter,
      record_delimiter: ['\n'],
      relax_column_count: true,
      on_record(cells: string[]) {
        row = left.next().value?.row ?? row;
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ row, cells });
        // What is kept here need not be kept by the parser.
        return null;
      },
    });
    return rows;
  } catch (failure) {
    // Its own message would quote the file.
    if (failure instanceof CsvError) throw notCsv(left.next().value?.row ?? row);
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

function tooLarge({ kind, row }: CsvTooLarge, maxRows: number): AgreementError {
  if (kind === 'quote') return notCsv(row);
  if (kind === 'rows') {
    return new AgreementError('INVALID_INPUT', 'The file has too many rows. Divide it.', {
      fields: [{ pointer: '/rows', message: `has more than ${String(maxRows)} rows below the header` }],
    });
  }
  const message =
    kind === 'columns'
      ? `has more than ${String(limits.columns)} cells`
      : `is longer than ${String(limits.recordLength)} characters`;
  return new AgreementError('INVALID_INPUT', 'A row of the file is too large to be one.', {
    fields: [{ pointer: `/rows/${String(row)}`, message }],
  });
}
