import { failAfter } from '../concurrency/withTimeout.ts';

/** What came back, read to its end. */
export type Fetched = { readonly status: number; readonly headers: Headers; readonly bytes: Uint8Array };

export type FetchLimits = { readonly timeoutMs: number; readonly maxBytes?: number };

/** More than the largest page of Partner Center's. */
const defaultMaxBytes = 16 * 1024 * 1024;

/** The answer is larger than the limit allows. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/**
 * Fetches and reads the whole answer within `timeoutMs` and `maxBytes`, whatever the other side does; the
 * connection is given up at the end. Follows no redirect.
 * @throws {Error} where no whole answer came in time; `TooLarge` beyond `maxBytes`
 */
export async function fetchWithin(
  url: string | URL,
  init: Omit<RequestInit, 'signal' | 'redirect'>,
  { timeoutMs, maxBytes = defaultMaxBytes }: FetchLimits,
): Promise<Fetched> {
  const controller = new AbortController();
  const read = async (): Promise<Fetched> => {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: controller.signal });
    const { status, headers } = response;
    return { status, headers, bytes: await readAtMost(response, maxBytes) };
  };
  try {
    return await failAfter(read(), timeoutMs);
  } finally {
    controller.abort();
  }
}

/** As text; a byte order mark at its beginning is taken away. */
export function textOf({ bytes }: Fetched): string {
  return new TextDecoder().decode(bytes);
}

/** The body as JSON; undefined where it is none. */
export function jsonOf(fetched: Fetched): unknown {
  try {
    return JSON.parse(textOf(fetched));
  } catch {
    return undefined;
  }
}

async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Counted as it comes: a length that is announced need not be true.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new TooLarge(`more than ${String(maxBytes)} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
