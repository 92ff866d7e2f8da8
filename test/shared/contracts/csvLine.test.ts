import { expect, it } from 'vitest';
import { csvLine } from '../../../shared/contracts/csvLine.ts';

it.each([
  [['a', 'b'], 'a,b\r\n'],
  [['Åsa, "die Chefin"', 'two\nlines'], '"Åsa, ""die Chefin""","two\nlines"\r\n'],
  [['=1+1', '+49', '-5', '@SUM(A1)', '\tx', '\rx'], "'=1+1,'+49,'-5,'@SUM(A1),'\tx,\"'\rx\"\r\n"],
  [['', 'a=b'], ',a=b\r\n'],
])('writes %j so that no spreadsheet runs it', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
