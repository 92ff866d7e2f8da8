import { odata } from '@azure/data-tables';
import type { AgreementEvent } from '../../domain/events.ts';
import type { Agreements, Receipt } from '../../workflows/recordPorts.ts';
import { createCommit, type CommitNeeds } from './commit.ts';
import { rowKeys } from './keys.ts';
import { unpackMail } from './packedMail.ts';
import { orMissing, storageCall } from './storageFailure.ts';
import { readEvent } from './storedEvent.ts';
import { readCurrent, readStored } from './storedRecord.ts';

/** Agreement records with their history in Table Storage. */
export function createAgreements(needs: CommitNeeds): Agreements {
  const { customers } = needs.tables;
  const commit = createCommit(needs);
  return {
    find: (customerTenantId) => storageCall(() => readStored(needs.tables, customerTenantId)),
    current: (customerTenantId) => storageCall(() => readCurrent(customers, customerTenantId)),
    commit: (change) => storageCall(() => commit(change)),
    history: (customerTenantId, fromVersion, limit) =>
      storageCall(async () => {
        const from = rowKeys.event(fromVersion);
        // Versions have no gap, so the range is the limit.
        const to = rowKeys.event(fromVersion + limit);
        const filter = odata`PartitionKey eq ${customerTenantId} and RowKey ge ${from} and RowKey lt ${to}`;
        const events: AgreementEvent[] = [];
        for await (const { json } of customers.listEntities<{ json: string }>({ queryOptions: { filter } })) {
          const event = readEvent(json);
          if (event) events.push(event);
        }
        return events;
      }),
    receipt: (customerTenantId, id) =>
      storageCall(async () => {
        const row = await orMissing(customers.getEntity<Receipt>(customerTenantId, rowKeys.receipt(id)));
        return row && { id: row.id, fingerprint: row.fingerprint, answer: row.answer };
      }),
    mail: (customerTenantId, operationId) =>
      storageCall(async () => {
        const key = rowKeys.mail(operationId);
        const row = await orMissing(customers.getEntity<{ mail: Uint8Array }>(customerTenantId, key));
        return row && unpackMail(row.mail);
      }),
  };
}
