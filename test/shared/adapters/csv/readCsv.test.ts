import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../../shared/adapters/csv/csvRecords.ts';
import { readCsv } from '../../../../shared/adapters/csv/readCsv.ts';

const most = 5;
const cellsOf = async (text: string) => (await readCsv(text, most)).map(({ cells }) => cells);
const refusalOf = (text: string) =>
  readCsv(text, most).then(
    () => expect.fail('it is read'),
    (failure: unknown) => failure as { code: string; message: string; details: { fields?: unknown } },
  );

describe('a CSV file', () => {
  it.each([
    ['commas', 'domain,email\r\na.example,a@a.example\r\n'],
    ['semicolons, as in countries with a decimal comma', 'domain;email\r\na.example;a@a.example\r\n'],
    ['the separator named first', 'sep=;\r\ndomain;email\r\na.example;a@a.example'],
    ['the separator named in quotation marks', '\uFEFF"sep=|"\ndomain|email\na.example|a@a.example'],
    ['the separator named in capitals, a tab', 'SEP=\t\ndomain\temail\na.example\ta@a.example'],
    ['tabs', 'domain\temail\na.example\ta@a.example'],
    ['line ends of an old Mac', 'domain;email\ra.example;a@a.example\r'],
    ['mixed line ends', 'domain;email\na.example;"a@a.example"\r\n'],
    ['empty lines before it', '\r\n\r\ndomain;email\na.example;a@a.example'],
  ])('is read with %s', async (_what, text) => {
    expect(await cellsOf(text)).toEqual([
      ['domain', 'email'],
      ['a.example', 'a@a.example'],
    ]);
  });

  it('takes separators, line ends and quotation marks in quotation marks as text', async () => {
    expect(await cellsOf('"a,b,c";note\n"1;2";"two ""lines""\r\nof text"')).toEqual([
      ['a,b,c', 'note'],
      ['1;2', 'two "lines"\r\nof text'],
    ]);
  });

  it('has rows of any length, one column, or nothing', async () => {
    expect(await cellsOf('a,b,c\n1\n1,2,3,4')).toEqual([['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]);
    expect(await cellsOf('domain\na.example')).toEqual([['domain'], ['a.example']]);
    expect(await cellsOf('')).toEqual([]);
  });

  it('numbers its rows as a spreadsheet does, and passes over those with nothing in them', async () => {
    const rows = await readCsv('a;b\r\n1;2\r\n;\r\n\r\n  ;\r\n3;"4\n5"\r\n6;7', most);
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 6, 7]);
  });

  it.each([
    ['is not closed', 'a,b\n1,2\n3,"secret'],
    ['is in the middle of a cell', 'a,b\n1,2\nsec"ret,4'],
    ['is not doubled', 'a,b\n1,2\n"sec"ret",4'],
  ])('is refused where a quotation mark %s, with the row and without what is in it', async (_what, text) => {
    const { code, message, details } = await refusalOf(text);
    expect([code, details.fields]).toEqual([
      'INVALID_CSV',
      [{ pointer: '/rows/3', message: expect.any(String) }],
    ]);
    expect(message + JSON.stringify(details)).not.toContain('sec');
  });

  it('is refused with more rows than are wanted; empty ones do not count, as long as they are not a flood', async () => {
    const row = 'a.example\n';
    expect(await readCsv(`domain\n${row.repeat(most)}${'\n'.repeat(200)}`, most)).toHaveLength(most + 1);
    for (const text of [`domain\n${row.repeat(most + 1)}`, `domain\n${row}${'\n'.repeat(100_001)}`]) {
      const { code, details } = await refusalOf(text);
      expect([code, details.fields]).toEqual([
        'INVALID_INPUT',
        [{ pointer: '/rows', message: 'has more than 5 rows below the header' }],
      ]);
    }
  });

  it('of five megabytes that never close is refused, not searched for ever', async () => {
    const { code } = await refusalOf(`"${'x'.repeat(5 * 1024 * 1024)}`);
    expect(code).toBe('INVALID_CSV');
  });

  it('counts rows as a spreadsheet does, over blank lines, blank cells and cells of several lines', async () => {
    const text = 'a,b\r\n\r\n , \n"x\ny",1\r,,\r\nz,2';
    expect(await readCsv(text, most)).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 4, cells: ['x\ny', '1'] },
      { row: 6, cells: ['z', '2'] },
    ]);
  });

  it.each([
    ['cells', `a,b\n${','.repeat(500)}x`],
    ['characters', `a,b\n${'x'.repeat(70_000)}`],
  ])('is refused with a row of too many %s', async (_what, text) => {
    expect((await refusalOf(text)).details.fields).toMatchObject([{ pointer: '/rows/2' }]);
  });
});

it('blank lines never reach the parser, whose work is the same for each', () => {
  const limits = { rows: 10, lines: 100_000, columns: 10, recordLength: 100 };
  const text = `a,b\n${'\n'.repeat(99_000)}c,d`;
  expect(csvRecords(text, ',', limits)).toEqual([
    { row: 1, text: 'a,b' },
    { row: 99_002, text: 'c,d' },
  ]);
});
