import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);
/** Shorter ones hardly get smaller, and fit one packet anyway. */
const minBytes = 1024;
/** Half of the time of the highest quality that pays for text made on the spot. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/**
 * The answer in the encoding that the caller takes: brotli, else gzip, else as it is. Only answers to GET: those to
 * commands may hold a secret beside text that a caller chose, and their length would tell of it (BREACH).
 */
export async function compress(
  request: Pick<HttpRequest, 'method' | 'headers'>,
  response: HttpResponseInit,
): Promise<HttpResponseInit> {
  const { body } = response;
  if (request.method !== 'GET' || typeof body !== 'string' || Buffer.byteLength(body) < minBytes) {
    return response;
  }
  const taken = encodingsIn(request.headers.get('accept-encoding'));
  const encoding = (['br', 'gzip'] as const).find((one) => taken.includes(one));
  const headers = { ...(response.headers as Record<string, string>), vary: 'Accept-Encoding' };
  if (encoding === undefined) return { ...response, headers };
  const packed = encoding === 'br' ? await packBrotli(body, brotliOptions) : await packGzip(body);
  return { ...response, headers: { ...headers, 'content-encoding': encoding }, body: packed };
}

/** What `Accept-Encoding` names and does not refuse with `q=0`. */
export function encodingsIn(accepted: string | null): string[] {
  return (accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.split(';').map((part) => part.trim()))
    .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
    .map(([name = '']) => name);
}
