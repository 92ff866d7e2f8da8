import { createApiClient, type ApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../infra/local/webhookReceiver.ts';
import type { Figure } from './figure.ts';
import { quantile, spread } from './statistics.ts';

const rounds = 4;

/** From the answer to a customer's click, which comes after the commit, to the arrival of the news of it. */
export async function measureWebhooks(): Promise<Figure[]> {
  const environment = await startEnvironment({ portBase: await findFreePortBase(), log: () => undefined });
  const receiver = await startWebhookReceiver();
  try {
    const admin = await createApiClient(environment.urls);
    await addEndpoint(admin, receiver);
    const delaysMs = await open(admin, receiver);
    const p95 = quantile(delaysMs, 0.95) / 1000;
    return [
      {
        name: 'webhooks: commit to first attempt, p95',
        subject: `${p95.toFixed(2)} s`,
        yardstick: null,
        measured: p95,
        unit: 's',
        target: { atMost: 2 },
        details: { events: delaysMs.length, milliseconds: spread(delaysMs, 0) },
      },
    ];
  } finally {
    await receiver.stop();
    await environment.stop();
  }
}

async function addEndpoint(admin: ApiClient, { url }: WebhookReceiver): Promise<void> {
  const added = await admin.post('/webhook-endpoints', { url, events: ['invitation.opened'] });
  const path = `/webhook-endpoints/${String(member(added.body, 'id'))}`;
  await waitFor('the endpoint', async () =>
    member((await admin.get(path)).body, 'state') === 'active' ? true : undefined,
  );
}

/** Invites customers by links, and follows each link once. */
async function open(admin: ApiClient, { received }: WebhookReceiver): Promise<number[]> {
  const list = (await admin.get('/customers?status=required')).body;
  const customers = member(list, 'items') as { customerTenantId: string }[];
  const delaysMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const { customerTenantId } of customers) {
      const body = { recipient: { email: 'somebody@customer.example' }, delivery: 'link' };
      const invited = await admin.post(`/customers/${customerTenantId}/invitations`, body);
      const link = String(member(invited.body, 'invitation.url'));
      const before = received.length;
      await fetch(link, { redirect: 'manual' });
      const committedBy = Date.now();
      await waitFor('the news', async () => (received.length > before ? true : undefined));
      delaysMs.push(Math.max(0, (received.at(-1)?.at.getTime() ?? 0) - committedBy));
    }
  }
  return delaysMs;
}
