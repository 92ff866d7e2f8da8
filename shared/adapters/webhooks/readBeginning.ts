import type { IncomingMessage } from 'node:http';
import { withTimeout } from '../../concurrency/withTimeout.ts';

const maxBytes = 1024;
/** The status is known by now, so the wait for the rest is short. */
const maxWaitMs = 2_000;

/** The first KiB of an answer, where it is text or does not say what it is; what never comes is null. */
export async function readBeginning(answer: IncomingMessage, signal: AbortSignal): Promise<string | null> {
  const { 'content-type': type = '', 'content-encoding': encoding } = answer.headers;
  if (!/^(text\/|application\/([\w.+-]+\+)?(json|xml)\b|$)/i.test(type) || encoding) return null;
  const chunks: Buffer[] = [];
  signal.addEventListener('abort', () => answer.destroy());
  // Cut off or too slow: the part that arrived is returned.
  await withTimeout(collect(answer, chunks), maxWaitMs).catch(() => undefined);
  answer.destroy();
  const text = Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
  // Without a letter that was cut in two, and without characters that could mislead a reader.
  return text.replace(/\uFFFD$/, '').replace(/[^\P{C}\n\t]/gu, '\uFFFD');
}

async function collect(answer: IncomingMessage, chunks: Buffer[]): Promise<void> {
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= maxBytes) break;
  }
}
