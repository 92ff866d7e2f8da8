import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type CodeListener = {
  /** Where Entra sends the browser; it has to be a redirect address of the app registration. */
  readonly redirectUri: string;
  /** The code of the first answer that carries our state; whatever else comes is refused and waited past. */
  code(state: string, timeoutMs: number): Promise<string>;
  stop(): Promise<void>;
};

/** Listens on this computer alone for the end of a sign-in (RFC 8252). Port 0 takes any free one. */
export async function listenForCode(port: number): Promise<CodeListener> {
  let expected: { state: string; settle(outcome: { code: string } | { error: string }): void } | undefined;
  const server = createServer((request, response) => {
    const found = answerOf(request, expected?.state);
    if (found === undefined) {
      reply(response, 400, 'This is not the answer to the sign-in that was begun here.');
      return;
    }
    const said =
      'code' in found
        ? 'Thank you. Go back to the terminal; you may close this page.'
        : 'The sign-in did not succeed. Go back to the terminal.';
    reply(response, 200, said);
    expected?.settle(found);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
  return {
    redirectUri: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    code: (state, timeoutMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error('Nobody signed in in time.'));
        }, timeoutMs);
        expected = {
          state,
          settle(outcome) {
            clearTimeout(timer);
            if ('code' in outcome) resolve(outcome.code);
            else reject(new Error(`Entra refused the sign-in: ${outcome.error}.`));
          },
        };
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function answerOf(
  { method, url = '/' }: IncomingMessage,
  state: string | undefined,
): { code: string } | { error: string } | undefined {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const given = searchParams.get('state');
  if (method !== 'GET' || pathname !== '/' || state === undefined || given === null) return undefined;
  if (!isSame(given, state)) return undefined;
  const code = searchParams.get('code');
  if (code) return { code };
  // Words of others are not printed as they are.
  const error = searchParams.get('error') ?? '';
  const aadsts = /AADSTS\d+/.exec(searchParams.get('error_description') ?? '')?.[0];
  return { error: [/^\w{1,60}$/.test(error) ? error : 'unknown', aadsts].filter(Boolean).join(', ') };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function reply(response: ServerResponse, status: number, text: string): void {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  };
  response.writeHead(status, headers).end(`${text}\n`);
}
