// A shop that sells a subscription once its customer has a valid Microsoft Customer Agreement. Run it beside `npm start`:
//   node --import tsx infra/examples/shop/shop.ts
import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { createClient } from '../../../shared/client/createClient.ts';
import { verifyWebhook } from '../../../shared/client/webhooks.ts';

export type Shop = {
  readonly url: string;
  /** Address that gives a token; in production the shop signs in to Entra, see shared/tokens.md. */
  readonly tokenUrl: string;
  readonly customerTenantId: string;
  readonly contact: { readonly firstName: string; readonly lastName: string; readonly email: string };
  readonly say: (line: string) => void;
};

/** Invites a customer, waits for the acceptance to be told by webhook, asks whether it may order, and orders. */
export async function sell({ url, tokenUrl, customerTenantId, contact, say }: Shop): Promise<void> {
  let token: Promise<string> | undefined;
  const countersign = createClient({
    url,
    token: ({ isRefused }) => {
      if (isRefused) token = undefined;
      return (token ??= fetch(tokenUrl).then((response) => response.text()));
    },
  });

  let secret = '';
  let accepted = (): void => undefined;
  const acceptance = new Promise<void>((resolve) => (accepted = resolve));
  const hooks = createServer((request, response) => {
    void (async () => {
      const event = await verifyWebhook(secret, { headers: request.headers, body: await text(request) });
      response.end(event.type === 'endpoint.verification' ? event.data.challenge : '');
      if (event.type === 'agreement.accepted' && event.data.customerTenantId === customerTenantId) accepted();
    })().catch(() => response.writeHead(401).end());
  }).listen(0, '127.0.0.1');
  await once(hooks, 'listening');
  const { port } = hooks.address() as AddressInfo;

  const endpoint = await countersign.createWebhookEndpoint({
    body: { url: `http://127.0.0.1:${String(port)}/`, events: ['agreement.accepted'] },
  });
  ({ secret } = endpoint);
  try {
    // It has to send its challenge back before it is told of anything.
    const params = { endpointId: endpoint.id };
    while ((await countersign.getWebhookEndpoint({ params })).state === 'pending') await setTimeout(500);
    const before = await countersign.getReadiness({ params: { customerTenantId } });
    say(`may order: ${String(before.canOrder)} (${before.code})`);
    if (before.canOrder !== true) {
      await countersign.inviteCustomer({
        params: { customerTenantId },
        body: { kind: 'existingCustomer', recipient: contact, delivery: 'email' },
      });
      say('invited; waiting for the acceptance');
      await acceptance;
    }
    const { canOrder, code } = await countersign.getReadiness({ params: { customerTenantId } });
    say(canOrder === true ? 'may order: true. The order is placed.' : `no order: ${code}`);
  } finally {
    await countersign.deleteWebhookEndpoint({ params: { endpointId: endpoint.id } });
    hooks.close();
  }
}

if (process.argv[1]?.endsWith('shop.ts')) {
  await sell({
    url: process.env['COUNTERSIGN_URL'] ?? 'http://127.0.0.1:7071',
    tokenUrl: process.env['TOKEN_URL'] ?? 'http://127.0.0.1:7073/token?role=AdminAgent',
    customerTenantId: process.argv[2] ?? '14876998-c0dc-46e6-9d0c-65a57a6c32ec',
    contact: { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example' },
    say: (line) => {
      console.log(line);
    },
  });
}
