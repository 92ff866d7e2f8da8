import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compress } from '../../../shared/edge/compress.ts';
import { httpRequest } from '../../fakes/azure.ts';

const body = JSON.stringify(Array.from({ length: 200 }, (_, row) => ({ row, companyName: 'Contoso' })));
const answer = { status: 200, headers: { 'content-type': 'application/json' }, body };
const ask = (accepted: string | undefined, method: 'GET' | 'POST' = 'GET', what: object = answer) =>
  compress(httpRequest({ method, headers: accepted ? { 'accept-encoding': accepted } : {} }), what);

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, GZIP;q=0.5', 'gzip'],
])('an answer goes out as %s takes it: %s', async (accepted, encoding) => {
  const packed = await ask(accepted);
  const bytes = packed.body as Buffer;
  expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
  expect((encoding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes)).toString()).toBe(body);
  expect(bytes.length).toBeLessThan(body.length / 4);
});

test.each([[undefined], ['identity'], ['br;q=0'], ['gzip;q=0.0']])(
  'an answer goes out as it is to those who take %s',
  async (accepted) => {
    expect((await ask(accepted)).body).toBe(body);
  },
);

test('answers to commands, short ones and those without a body stay as they are', async () => {
  expect(await ask('br', 'POST')).toBe(answer);
  const short = { status: 200, body: '{}' };
  expect(await ask('br', 'GET', short)).toBe(short);
  expect(await ask('br', 'GET', { status: 304 })).toEqual({ status: 304 });
});
