import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient, type ApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { createTables } from '../../shared/adapters/storage/kit/storageClients.ts';
import { rowKeys } from '../../shared/adapters/storage/kit/keys.ts';
import { queues } from '../../shared/queues.ts';

const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const poison = `/queues/${queues.checks}/poison-messages`;
const printed: string[] = [];
let environment: Environment;
let agent: ApiClient;
beforeAll(async () => {
  environment = await startEnvironment({
    portBase: await findFreePortBase(),
    settings: {
      RECONCILE_SCHEDULE: '0 0 0 1 1 *',
      // The five attempts follow each other at once.
      AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:00',
    },
    log: (line) => void printed.push(line),
  });
  agent = await createApiClient(environment.urls);
});
afterAll(() => environment.stop());

const record = { partitionKey: tenant, rowKey: rowKeys.record };
const customers = () => createTables(environment.connectionString).customers;
const setJson = (json: string) => customers().updateEntity({ ...record, json }, 'Merge');

async function wake(traces: readonly string[]): Promise<void> {
  const queue = QueueServiceClient.fromConnectionString(environment.connectionString).getQueueClient(
    queues.checks,
  );
  for (const traceparent of traces) {
    await queue.sendMessage(
      Buffer.from(JSON.stringify({ tenantId: tenant, traceparent })).toString('base64'),
    );
  }
}

async function listed(): Promise<object[]> {
  return member((await agent.get(poison)).body, 'items') as object[];
}

const untilListed = (count: number) =>
  waitFor(`${String(count)} poison messages`, async () => {
    const items = await listed();
    return items.length === count ? items : undefined;
  });

describe('a message that fails for good', () => {
  it('is listed with its reason, replayed when the cause is mended, and gone then', async () => {
    const { json } = await customers().getEntity<{ json: string }>(record.partitionKey, record.rowKey);
    await setJson('{ broken');
    await wake(['a', 'b', 'c']);
    const items = await untilListed(3);
    for (const item of items) {
      expect(item).toMatchObject({
        customerTenantId: tenant,
        reason: { code: 'SyntaxError', functionName: 'checkAgreement', attempts: 5 },
      });
    }
    const connection = (await agent.get('/connection')).body as {
      probes: { name: string; condition: string }[];
    };
    expect(connection.probes.find(({ name }) => name === 'poison')?.condition).toBe('poisonWaits');

    await setJson(json);
    const [first] = items;
    const one = await agent.post(`${poison}/${String(member(first, 'id'))}/replay`);
    expect([one.status, one.body]).toEqual([200, { replayed: 1 }]);
    await untilListed(2);
    const again = await agent.post(`${poison}/${String(member(first, 'id'))}/replay`);
    expect([again.status, member(again.body, 'code')]).toEqual([404, 'POISON_MESSAGE_NOT_FOUND']);
    // The search for one leaves the others where they were: they are back at once.
    const rest = await agent.post(`${poison}/replay`);
    expect([rest.status, rest.body]).toEqual([200, { replayed: 2 }]);
    await untilListed(0);
    await waitFor('the work of all three', async () => {
      const done = printed.filter((line) => line.includes('"done"') && line.includes('checkAgreement'));
      return done.length >= 3 ? done : undefined;
    });
    const notes = createTables(environment.connectionString).due.listEntities({
      queryOptions: { filter: "PartitionKey eq 'failure'" },
    });
    for await (const note of notes) expect(note).toBeUndefined();
  });

  it('is nobody’s to replay but an agent’s', async () => {
    const answer = await fetch(`${environment.urls.entra}/token?role=Viewer`);
    const authorization = `Bearer ${await answer.text()}`;
    const init = { method: 'POST', headers: { authorization } };
    const { status } = await fetch(`${environment.urls.functions}/api/v1${poison}/replay`, init);
    expect(status).toBe(403);
  });
});
