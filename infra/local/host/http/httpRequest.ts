import type { IncomingMessage } from 'node:http';
import type { HttpRequestData } from '../app/typedData.ts';

/** The real host's limit on a request body (documented default of FUNCTIONS_REQUEST_BODY_SIZE_LIMIT). */
const maxBodyBytes = 104_857_600;

/** Reads a whole request body; undefined when it is longer than the host accepts. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A request in the shape in which the real host hands it to an app without HTTP streaming. */
export function toRequestData(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  params: Record<string, string>,
): HttpRequestData {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    [value ?? ''].flat().join(','),
  ]);
  const query = [...new Set(url.searchParams.keys())].map((name) => [
    name,
    url.searchParams.getAll(name).join(','),
  ]);
  const method = request.method ?? 'GET';
  // Without streaming the real host passes no body that comes without its length, nor one of GET or HEAD.
  const hasBody = body.length > 0 && request.headers['content-length'] !== undefined;
  return {
    url: url.href,
    method,
    nullableHeaders: nullable(Object.fromEntries(headers)),
    nullableQuery: nullable(Object.fromEntries(query)),
    nullableParams: nullable(params),
    ...(hasBody && method !== 'GET' && method !== 'HEAD' && { body: { bytes: body } }),
  };
}

/** The address a request was sent to; undefined when it is malformed. */
export function urlOf(request: IncomingMessage): URL | undefined {
  // A path of two slashes would be read as a host name if it were resolved against the address.
  const address = `http://${request.headers.host ?? '127.0.0.1'}${request.url ?? '/'}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

function nullable(values: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}
