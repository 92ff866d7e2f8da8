import { createApiClient, type ApiClient } from '../../apiClient.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../webhookReceiver.ts';
import { expectEqual, expectText, member } from '../expect.ts';
import { sampleCustomer, type Journey, type Stage } from '../journey.ts';
import { waitFor } from '../waitFor.ts';
import { letPass } from './letPass.ts';

/** The partner's shop is down for days: its message is tried ten times, further and further apart. */
export const webhookRetries: Journey = async (stage) => {
  const receiver = await startWebhookReceiver();
  try {
    await retry(receiver, stage);
  } finally {
    await receiver.stop();
  }
};

async function retry(
  receiver: WebhookReceiver,
  { urls, say, customer: { tenant, domain } = sampleCustomer }: Stage,
): Promise<void> {
  const agent = await createApiClient(urls);
  say('The shop takes webhooks, and then goes down.');
  const added = await agent.post('/webhook-endpoints', { url: receiver.url, events: ['invitation.sent'] });
  expectEqual('answer', added.status, 201);
  const path = `/webhook-endpoints/${expectText('id', member(added.body, 'id'))}`;
  const stateOf = async (client: ApiClient) => member((await client.get(path)).body, 'state');
  await waitFor('the endpoint', async () => ((await stateOf(agent)) === 'active' ? true : undefined));
  receiver.answer(503);

  say(
    'A customer is invited, and five days pass: the shop was told ten times, the last time on the fourth day.',
  );
  const invitation = { recipient: { email: `shop.reader@${domain}` }, delivery: 'email' };
  expectEqual('answer', (await agent.post(`/customers/${tenant}/invitations`, invitation)).status, 202);
  await letPass(urls, 'P5D');
  const later = await createApiClient(urls);
  const deliveries = member((await later.get(`${path}/deliveries`)).body, 'items') as unknown[];
  const sent = deliveries.find((one) => member(one, 'type') === 'invitation.sent');
  const times = (member(sent, 'attempts') as { at: string }[]).map(({ at }) => Date.parse(at));
  expectEqual('state', member(sent, 'state'), 'failed');
  expectEqual('tries', times.length, 10);
  say(`  ${waits(times)}`);
  const messages = receiver.received.filter(({ body }) => body.includes('invitation.sent'));
  expectEqual('different messages', new Set(messages.map(({ body }) => body)).size, 1);

  say(
    'It stays down for longer than five days: it is sent nothing more until the agent makes it active again.',
  );
  expectEqual('answer', (await later.post(`${path}/test`)).status, 202);
  await letPass(urls, 'PT1H');
  const last = await createApiClient(urls);
  expectEqual('state', await stateOf(last), 'disabled');

  say('The shop is back: the agent makes it active, and has the message sent once more.');
  receiver.answer(200);
  expectEqual('answer', (await last.patch(path, { state: 'active' })).status, 200);
  const again = `${path}/deliveries/${expectText('id', member(sent, 'id'))}`;
  expectEqual('answer', (await last.post(`${again}/redeliver`)).status, 202);
  await waitFor('the message', async () => {
    const { body } = await last.get(`${path}/deliveries?state=delivered&type=invitation.sent`);
    return (member(body, 'items') as unknown[]).length > 0 ? true : undefined;
  });
  expectEqual('answer', (await last.delete(path)).status, 204);
}

const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000];
/** As documented for webhooks; each is up to a fifth shorter or longer. */
const steps = [
  ...[5 * secondMs, 5 * minuteMs, 30 * minuteMs],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hourMs),
];

/** How long the tries waited for each other. @throws {Error} where one came too soon */
function waits(times: readonly number[]): string {
  const waited = times.slice(1).map((at, index) => at - (times[index] ?? NaN));
  const isSoon = waited.some((ms, index) => ms < 0.79 * (steps[index] ?? Infinity));
  expectEqual('a try comes too soon', isSoon, false);
  return `${waited.map((ms) => (ms / hourMs).toFixed(1)).join(' h, ')} h between the tries`;
}
