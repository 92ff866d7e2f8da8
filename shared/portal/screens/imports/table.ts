import type { WordKey } from '../../wordKeys.ts';

/** A file as rows of cells. `rows` are those below the header with their number in the spreadsheet; blank ones are left out. */
export type Table = {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
};

export type Row = { readonly number: number; readonly cells: readonly string[] };

/** Why a file cannot be used at all. */
export type BadFile = { readonly wrong: WordKey };

const separators = [',', ';', '\t'];

/** Reads a file that a spreadsheet saved: CSV or tab-separated text, in UTF-8 or the "Unicode text" of Excel. */
export async function readTable(file: File, maxBytes: number): Promise<Table | BadFile> {
  if (file.size === 0) return { wrong: 'imports.file.empty' };
  if (file.size > maxBytes) return { wrong: 'imports.file.tooLarge' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Workbooks are zip archives.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { wrong: 'imports.file.workbook' };
  const text = decode(bytes);
  if (text === undefined) return { wrong: 'imports.file.notUtf8' };
  return toTable(file.name, text);
}

/** The same for a text, such as one copied from a spreadsheet. */
export function toTable(name: string, text: string): Table | BadFile {
  const records = parse(text);
  if (!records) return { wrong: 'imports.file.quotes' };
  const [header, ...rows] = records;
  if (!header) return { wrong: 'imports.file.empty' };
  if (header.cells.some((cell) => cell.includes('@'))) return { wrong: 'imports.file.noHeader' };
  if (rows.length === 0) return { wrong: 'imports.file.noRows' };
  return { name, header: header.cells.map((cell) => cell.trim()), rows };
}

function decode(bytes: Uint8Array): string | undefined {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Records of RFC 4180 with any line end; undefined where a quotation mark is never closed. */
function parse(file: string): Row[] | undefined {
  const hint = /^"?sep=([,;\t])"?(?:\r\n|\n|\r)/i.exec(file);
  const text = hint ? file.slice(hint[0].length) : file;
  const separator = hint?.[1] ?? separatorOf(text);
  const records: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let number = 1;
  const endRecord = (): void => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) records.push({ number, cells });
    cells = [];
    cell = '';
    number += 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else isQuoted = false;
    } else if (char === '"' && cell === '') isQuoted = true;
    else if (char === separator) cell = cells.push(cell) > 0 ? '' : cell;
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text.charAt(at + 1) === '\n') at += 1;
      endRecord();
    } else cell += char;
  }
  if (isQuoted) return undefined;
  if (cell !== '' || cells.length > 0) endRecord();
  return records;
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const line = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const plain = line.replace(/"[^"]*"/g, '');
  const count = (separator: string): number => plain.split(separator).length;
  return separators.reduce((most, one) => (count(one) > count(most) ? one : most));
}
