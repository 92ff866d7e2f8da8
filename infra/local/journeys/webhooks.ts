import { Webhook } from 'standardwebhooks';
import { createApiClient } from '../apiClient.ts';
import { startWebhookReceiver, type Received, type WebhookReceiver } from '../webhookReceiver.ts';
import { expectEqual, expectText, member } from './expect.ts';
import { sampleCustomer, type Journey, type Stage } from './journey.ts';
import { waitFor } from './waitFor.ts';

/** The partner's shop is told of an invitation and of the acceptance, and shows that it was us who told. */
export const webhooks: Journey = async (stage) => {
  const receiver = await startWebhookReceiver();
  try {
    await tell(receiver, stage);
  } finally {
    await receiver.stop();
  }
};

async function tell(
  receiver: WebhookReceiver,
  { urls, say, customer = sampleCustomer }: Stage,
): Promise<void> {
  const { tenant, domain } = customer;
  const admin = await createApiClient(urls);
  say('The admin agent adds the shop as a webhook endpoint, and gets its secret.');
  const events = ['invitation.sent', 'agreement.accepted'];
  const added = await admin.post('/webhook-endpoints', { url: receiver.url, events });
  expectEqual('answer', added.status, 201);
  const id = expectText('id', member(added.body, 'id'));
  const secret = expectText('secret', member(added.body, 'secret'));
  const path = `/webhook-endpoints/${id}`;

  say('The shop sends the challenge back, and so becomes active.');
  await waitFor('the endpoint', async () =>
    member((await admin.get(path)).body, 'state') === 'active' ? true : undefined,
  );

  say('The customer is invited and accepts.');
  const recipient = { email: `tania.carr@${domain}` };
  expectEqual(
    'invited',
    (await admin.post(`/customers/${tenant}/invitations`, { recipient, delivery: 'email' })).status,
    202,
  );
  const sent = await arrival(receiver, 'invitation.sent');
  await fetch(`${urls.partnerCenter}/_control/customers/${tenant}/accept`, { method: 'POST' });
  await admin.post(`/customers/${tenant}/checks`);
  const accepted = await arrival(receiver, 'agreement.accepted');

  say('Both messages are signed, and hold ids, status and times only.');
  for (const { body, headers } of [sent, accepted]) {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    say(`  ${body}`);
    expectEqual(
      'a name or an address in it',
      /tania|carr|tailspin/i.test(body) || body.includes(domain),
      false,
    );
  }
  expectEqual('status', member(JSON.parse(accepted.body), 'data.status'), 'accepted');

  say('The deliveries are listed, and one is sent once more with the same id.');
  const deliveries = member((await admin.get(`${path}/deliveries`)).body, 'items') as {
    id: string;
    type: string;
  }[];
  const { id: deliveryId } = deliveries.find(({ type }) => type === 'agreement.accepted') ?? { id: '' };
  const again = await admin.post(`${path}/deliveries/${deliveryId}/redeliver`);
  expectEqual('answer', again.status, 202);
  await waitFor('the message', async () =>
    ofType(receiver, 'agreement.accepted').length > 1 ? true : undefined,
  );
  const ids = ofType(receiver, 'agreement.accepted').map(({ headers }) => headers['webhook-id']);
  expectEqual('ids', new Set(ids).size, 1);

  say('The endpoint is removed.');
  expectEqual('answer', (await admin.delete(path)).status, 204);
  expectEqual('answer', (await admin.get(path)).status, 404);
}

function ofType({ received }: WebhookReceiver, type: string): Received[] {
  return received.filter(({ body }) => member(JSON.parse(body), 'type') === type);
}

function arrival(receiver: WebhookReceiver, type: string): Promise<Received> {
  return waitFor(type, async () => ofType(receiver, type)[0]);
}
