import { setTimeout as pause } from 'node:timers/promises';
import type { TableClient, TransactionAction } from '@azure/data-tables';
import { createLines } from '../../../concurrency/inLine.ts';
import type { AgreementRecord } from '../../../domain/customers/record.ts';
import type { Tables } from '../kit/storageClients.ts';
import { listingKeyOf, listingPartition, type Listed } from '../kit/keys.ts';
import { isChanged, isConflict, undefinedIfMissing } from '../kit/storageFailure.ts';

/** Rows of `ByStatus`. Each goes in and out together with the count of its partition. */
export type Listings = {
  /** The row is there afterwards, and counted once. */
  add(record: AgreementRecord, listed: Listed): Promise<void>;
  /** The row is gone afterwards, and counted no more. */
  remove(customerTenantId: string, listed: Listed): Promise<void>;
};

/** Row key of a partition's counter; it sorts before every tenant id. */
export const counterKey = '!n';

/** A counter as last seen; without an etag there is none yet. */
type Counter = { readonly count: number; readonly etag: string | undefined };

const attempts = 20;
const maxPauseMs = 100;

/** What a row shows or is found by: when one of these changes, the customer needs a new row. */
export function listing({ companyName, domain, country, resellerTenantId, status }: AgreementRecord) {
  return {
    status,
    companyName,
    domain,
    country: country ?? '',
    resellerTenantId: resellerTenantId ?? '',
  };
}

/** How many customers one shard of a status has. */
export async function readCount(
  { byStatus }: Pick<Tables, 'byStatus'>,
  status: string,
  shard: string,
): Promise<number> {
  const counter = byStatus.getEntity<{ count: number }>(listingPartition(status, shard), counterKey);
  return (await undefinedIfMissing(counter))?.count ?? 0;
}

/** The last known counters are kept, so that the usual change needs no read. Share one per process. */
export function createListings(byStatus: TableClient): Listings {
  const counters = new Map<string, Counter>();
  const inLine = createLines();

  return {
    add(record, listed) {
      const keys = listingKeyOf(record.customerTenantId, listed);
      const row = { ...keys, customerTenantId: record.customerTenantId, ...listing(record) };
      return inTurn(keys, 1, ['create', row]);
    },
    remove(customerTenantId, listed) {
      const keys = listingKeyOf(customerTenantId, listed);
      return inTurn(keys, -1, ['delete', keys]);
    },
  };

  /** One at a time in this process: others than ourselves are the only ones to collide with. */
  function inTurn(
    keys: ReturnType<typeof listingKeyOf>,
    by: 1 | -1,
    action: TransactionAction,
  ): Promise<void> {
    return inLine(keys.partitionKey, () => change(keys, by, action));
  }

  async function change(
    { partitionKey, rowKey }: ReturnType<typeof listingKeyOf>,
    by: 1 | -1,
    action: TransactionAction,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const counter = counters.get(partitionKey) ?? (await readCounter(partitionKey));
      counters.delete(partitionKey);
      try {
        const count = counter.count + by;
        const answer = await byStatus.submitTransaction([
          action,
          counterAction(partitionKey, count, counter),
        ]);
        const etag = answer.subResponses[1]?.etag;
        if (etag) counters.set(partitionKey, { count, etag });
        return;
      } catch (failure) {
        if (!isConflict(failure)) throw failure;
        // Only a changed counter is a 412. Otherwise the row itself may already be as we want it: an
        // earlier try lost its reply, or another writer has tidied up.
        if (!isChanged(failure) && (await isListed(partitionKey, rowKey)) === by > 0) return;
        if (attempt === attempts) throw failure;
        await pause(Math.random() * Math.min(maxPauseMs, 5 * 2 ** attempt));
      }
    }
  }

  async function readCounter(partitionKey: string): Promise<Counter> {
    const found = await undefinedIfMissing(byStatus.getEntity<{ count: number }>(partitionKey, counterKey));
    return found ? { count: found.count, etag: found.etag } : { count: 0, etag: undefined };
  }

  async function isListed(partitionKey: string, rowKey: string): Promise<boolean> {
    const select = ['RowKey'];
    return (
      (await undefinedIfMissing(byStatus.getEntity(partitionKey, rowKey, { queryOptions: { select } }))) !==
      undefined
    );
  }
}

function counterAction(partitionKey: string, count: number, { etag }: Counter): TransactionAction {
  const row = { partitionKey, rowKey: counterKey, count };
  return etag === undefined ? ['create', row] : ['update', row, 'Replace', { etag }];
}
