import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { createTables, type Tables } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { rowKeys } from '../../../shared/adapters/storage/kit/keys.ts';
import { queues } from '../../../shared/queues.ts';
import type { Write } from './plannedWrites.ts';
import { timedPool, type Round } from '../pool.ts';
import { serve } from '../worker.ts';

/** The writes of one accept, in their order. */
export type RawAccept = { readonly tenantId: string; readonly writes: readonly Write[] };

/** Many accepts, so many at a time. `everyCall`: with the read before the writes and the message after them. */
export type RawRound = {
  readonly connectionString: string;
  readonly accepts: readonly RawAccept[];
  readonly atOnce: number;
  readonly everyCall: boolean;
};

let clients: { readonly tables: Tables; readonly mails: QueueClient } | undefined;

/** The yardsticks of an accept: its rows sent straight to storage by the SDK, with nothing around them. */
serve<RawRound, Round>(({ connectionString, accepts, atOnce, everyCall }) => {
  const { tables, mails } = (clients ??= connect(connectionString));
  return timedPool(accepts, atOnce, async ({ tenantId, writes }) => {
    if (everyCall) await tables.customers.getEntity(tenantId, rowKeys.record);
    for (const write of writes) {
      const client = tables[write.table];
      if (write.kind === 'create') await client.createEntity(write.entity);
      else await client.submitTransaction(write.actions);
    }
    if (everyCall) await mails.sendMessage(Buffer.from(JSON.stringify({ tenantId })).toString('base64'));
  });
});

function connect(connectionString: string): { tables: Tables; mails: QueueClient } {
  const service = QueueServiceClient.fromConnectionString(connectionString);
  return { tables: createTables(connectionString), mails: service.getQueueClient(queues.mails) };
}
