import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Received = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly at: Date };

export type WebhookReceiver = {
  readonly url: string;
  readonly received: readonly Received[];
  /** What it answers from now on; at first 200, with every challenge sent back. */
  answer(status: number | 'nothing'): void;
  stop(): Promise<void>;
};

/** A partner's system that takes webhooks, as any integrator would write it. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let status: number | 'nothing' = 200;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body, at: new Date() });
      const { data } = JSON.parse(body) as { data: { challenge?: string } };
      if (status === 'nothing') return;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ challenge: data.challenge ?? null }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hooks`,
    received,
    answer: (next) => void (status = next),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}
