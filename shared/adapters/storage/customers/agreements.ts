import { odata } from '@azure/data-tables';
import type { Agreements } from '../../../workflows/ports/recordPorts.ts';
import { createCommit, type CommitNeeds } from './commit.ts';
import { rowKeys } from '../kit/keys.ts';
import { storageCall } from '../kit/storageFailure.ts';
import { readEvent } from './storedEvent.ts';
import { readCurrent, readStored } from './storedRecord.ts';
import type { AgreementEvent } from '../../../domain/customers/agreementEvent.ts';

/** Agreement records with their history in Table Storage. */
export function createAgreements(needs: CommitNeeds): Agreements {
  const { atRest, tables } = needs;
  const { customers } = tables;
  const commit = createCommit(needs);
  return {
    find: (customerTenantId) => storageCall(() => readStored(tables, customerTenantId)),
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
          const event = readEvent<AgreementEvent>(json);
          if (event) events.push(event);
        }
        return events;
      }),
    receipt: (partitionKey, id) =>
      storageCall(() => atRest.readReceipt(customers, { partitionKey, rowKey: rowKeys.receipt(id) })),
    mail: (partitionKey, operationId) =>
      storageCall(() => atRest.readMail(customers, { partitionKey, rowKey: rowKeys.mail(operationId) })),
  };
}
