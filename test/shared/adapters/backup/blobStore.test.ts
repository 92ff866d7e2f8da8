import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createBlobStore } from '../../../../shared/adapters/backup/blobStore.ts';

/** As much of a blob container as the store asks for. */
const blobs = new Map<string, Buffer>();
let failures: number[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const failure = failures.shift();
      if (failure !== undefined) return response.writeHead(failure).end();
      if (request.headers.authorization !== 'Bearer token' || !request.headers['x-ms-version'])
        return response.writeHead(403).end();
      const name = pathname.replace('/table-backups/', '');
      if (request.method === 'PUT') {
        if (request.headers['x-ms-blob-type'] !== 'BlockBlob') return response.writeHead(400).end();
        if (blobs.has(name) && request.headers['if-none-match'] === '*') return response.writeHead(409).end();
        blobs.set(name, Buffer.concat(chunks));
        return response.writeHead(201).end();
      }
      if (searchParams.get('comp') === 'list') {
        const all = [...blobs.keys()]
          .filter((one) => one.startsWith(searchParams.get('prefix') ?? ''))
          .sort();
        const from = Number(searchParams.get('marker') || 0);
        const next =
          from + 2 < all.length ? `<NextMarker>${String(from + 2)}</NextMarker>` : '<NextMarker />';
        const names = all.slice(from, from + 2).map((one) => `<Blob><Name>${one}</Name></Blob>`);
        return response.end(
          `<EnumerationResults><Blobs>${names.join('')}</Blobs>${next}</EnumerationResults>`,
        );
      }
      const found = blobs.get(name);
      return found ? response.end(found) : response.writeHead(404).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/table-backups`;
});
beforeEach(() => {
  blobs.clear();
  failures = [];
});
afterAll(() => server.close());

const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: 0 }) };
const store = () => createBlobStore({ containerUrl: url, credential });

it('keeps what it is given, and lists it over pages', async () => {
  for (const name of ['a/1', 'a/2', 'a/3', 'b/1']) await store().put(name, Buffer.from(name));
  expect(Buffer.from(await store().get('a/2')).toString()).toBe('a/2');
  expect(await store().list('a/')).toEqual(['a/1', 'a/2', 'a/3']);
});

it('never replaces what is there, which a repeat after a lost answer meets', async () => {
  await store().put('a', Buffer.from('first'));
  await store().put('a', Buffer.from('second'));
  expect(Buffer.from(await store().get('a')).toString()).toBe('first');
});

it('tries again when the service fails, and not when it refuses', async () => {
  failures = [503, 503];
  await store().put('a', Buffer.from('x'));
  expect(blobs.size).toBe(1);
  failures = [403];
  await expect(store().get('a')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  await expect(store().get('missing')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});
