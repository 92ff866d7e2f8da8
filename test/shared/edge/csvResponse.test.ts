import { gunzipSync } from 'node:zlib';
import { HttpResponse } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../shared/edge/csvResponse.ts';

async function* lines(count: number, failAt = Infinity): AsyncGenerator<string, void, undefined> {
  for (let number = 0; number < count; number += 1) {
    if (number === failAt) throw new Error('storage is away');
    yield `${String(number)},ä\r\n`;
  }
}
const asking = (encoding: string, method = 'GET') => ({
  method,
  headers: new Headers({ 'accept-encoding': encoding }),
});
const expected = Array.from({ length: 1001 }, (_, number) => `${String(number)},ä\r\n`).join('');

describe('a CSV file as an answer', () => {
  it.each([
    ['br, gzip', 'gzip'],
    ['gzip;q=0, br', null],
    ['identity', null],
  ])('for %s is sent whole as %s', async (accepted, encoding) => {
    const response = new HttpResponse(
      toCsv(asking(accepted), { fileName: 'customers.csv', lines: lines(1001) }),
    );
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="customers.csv"');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect((encoding ? gunzipSync(bytes) : bytes).toString('utf8')).toBe(expected);
  });

  it('is not made for HEAD', async () => {
    let made = 0;
    async function* counted() {
      made += 1;
      yield* lines(1);
    }
    const response = toCsv(asking('gzip', 'HEAD'), { fileName: 'customers.csv', lines: counted() });
    expect([response.body, made, new HttpResponse(response).headers.get('content-type')]).toEqual([
      undefined,
      0,
      'text/csv; charset=utf-8',
    ]);
  });

  it('breaks off at a failure', async () => {
    const file = { fileName: 'customers.csv', lines: lines(1001, 500) };
    await expect(new HttpResponse(toCsv(asking('identity'), file)).text()).rejects.toThrow();
  });
});
