import { CompressionStream, ReadableStream } from 'node:stream/web';
import { TextEncoder } from 'node:util';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { encodingsIn } from './compress.ts';

/** A file in place of JSON, line by line. */
export type CsvFile = { readonly fileName: string; readonly lines: AsyncIterable<string> };

/** A file to save, sent as it is made. A failure on the way breaks it off, so that no half file looks whole. */
export function toCsv(
  { headers, method }: Pick<HttpRequest, 'headers' | 'method'>,
  { fileName, lines }: CsvFile,
): HttpResponseInit {
  // The quick one: whole files are large.
  const isPacked = encodingsIn(headers.get('accept-encoding')).includes('gzip');
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
      ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
    },
    // HEAD asks about the file: none is made.
    ...(method === 'HEAD' ? {} : { body: streamOf(lines, isPacked) }),
  };
}

function streamOf(lines: AsyncIterable<string>, isPacked: boolean): ReadableStream {
  const bytes = ReadableStream.from(encoded(lines));
  return isPacked ? bytes.pipeThrough(new CompressionStream('gzip')) : bytes;
}

const linesPerChunk = 200;

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  let some: string[] = [];
  for await (const line of lines) {
    some.push(line);
    if (some.length < linesPerChunk) continue;
    yield encoder.encode(some.join(''));
    some = [];
  }
  yield encoder.encode(some.join(''));
}
