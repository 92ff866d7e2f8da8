import { odata } from '@azure/data-tables';
import type { Agreements } from '../../../workflows/ports/recordPorts.ts';
import { openId } from './attestationIds.ts';
import { createCommit, type CommitNeeds } from './commit.ts';
import { rowKeys } from '../kit/keys.ts';
import { storageCall } from '../kit/storageFailure.ts';
import { readAgreementEvent, type EventRow } from './storedEvent.ts';
import { readCurrent, readStored, tokenOf } from './storedRecord.ts';
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
        for await (const row of customers.listEntities<EventRow>({ queryOptions: { filter } })) {
          const event = await readAgreementEvent(atRest, row);
          if (event) events.push(event);
        }
        return events;
      }),
    receipt: (partitionKey, id) =>
      storageCall(() => atRest.readReceipt(customers, { partitionKey, rowKey: rowKeys.receipt(id) })),
    mail: (partitionKey, operationId) =>
      storageCall(() => atRest.readMail(customers, { partitionKey, rowKey: rowKeys.mail(operationId) })),
    attestationId: async (current, digest) => {
      const { plainId, attestationIds } = tokenOf(current);
      if (plainId?.digest === digest) return plainId.id;
      return openId(atRest, current.record.customerTenantId, { digest, sealed: attestationIds[digest] });
    },
  };
}
