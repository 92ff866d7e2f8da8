import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What becomes of each message that the app puts into a queue. */
export type MessageFate = 'once' | 'twice' | 'dropped';

export type QueueProxy = {
  /** `http://127.0.0.1:<port>`, to stand where the queue service stands. */
  readonly url: string;
  /** What becomes of the messages from now on. */
  meet(fate: MessageFate): void;
  /** Messages that were put in, whatever became of them. */
  sent(): number;
  stop(): Promise<void>;
};

/** Stands between the app and the queue service, to double or lose messages as a queue may. */
export async function startQueueProxy(target: string, first: MessageFate): Promise<QueueProxy> {
  let fate = first;
  let sent = 0;
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const puts = request.method === 'POST' && /\/messages(\?|$)/.test(request.url ?? '');
    if (puts) sent += 1;
    if (puts && fate === 'dropped') {
      response
        .writeHead(201, { 'content-type': 'application/xml', 'x-ms-request-id': 'dropped' })
        .end(pretendedReceipt);
      return;
    }
    if (puts && fate === 'twice') await forward(target, request, body);
    const { status, headers, answer } = await forward(target, request, body);
    response.writeHead(status, headers).end(answer);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    meet: (next) => {
      fate = next;
    },
    sent: () => sent,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Passed on as it is: the signature covers the path and the headers, not the host. */
function forward(target: string, { method, url = '', headers }: IncomingMessage, body: string) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; answer: string }>(
    (resolve, reject) => {
      const passed = httpRequest(
        target + url,
        { method, headers: { ...headers, host: new URL(target).host } },
        (reply) => {
          text(reply).then((answer) => {
            const { 'transfer-encoding': _chunked, 'content-length': _length, ...rest } = reply.headers;
            resolve({ status: reply.statusCode ?? 502, headers: rest, answer });
          }, reject);
        },
      );
      passed.on('error', reject).end(body);
    },
  );
}

/** What the queue service answers to whoever puts a message in. */
export const pretendedReceipt = `<?xml version="1.0" encoding="utf-8"?><QueueMessagesList><QueueMessage>
<MessageId>00000000-0000-4000-8000-000000000000</MessageId><InsertionTime>Mon, 02 Mar 2026 09:00:00 GMT</InsertionTime>
<ExpirationTime>Mon, 09 Mar 2026 09:00:00 GMT</ExpirationTime><PopReceipt>none</PopReceipt>
<TimeNextVisible>Mon, 02 Mar 2026 09:00:00 GMT</TimeNextVisible></QueueMessage></QueueMessagesList>`;
