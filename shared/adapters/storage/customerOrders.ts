import { odata } from '@azure/data-tables';
import type {
  CustomerOrder,
  CustomerOrders,
  FinishedOrder,
  SealedCredentials,
} from '../../workflows/ports/newCustomerPorts.ts';
import type { AtRest } from './kit/atRest.ts';
import type { Tables } from './kit/storageClients.ts';
import { fromJson } from './kit/json.ts';
import { isConflict, ignoreConflict, undefinedIfMissing, storageCall } from './kit/storageFailure.ts';

const partitionKey = 'newCustomer';
type OrderRow = {
  /** Names people. Rows of an older version have `json` in clear instead. */
  readonly sealed?: Uint8Array;
  readonly json?: string;
  readonly at: Date;
  readonly isFinished: boolean;
};
type SecretRow = {
  readonly box: string;
  readonly expiresAt: Date;
  readonly customerTenantId: string;
  readonly seenIn?: string;
};

const orderKey = (id: string): string => `order|${id}`;
const domainKey = (domain: string): string => `domain|${domain}`;
const secretKey = (customerTenantId: string): string => `secret|${customerTenantId}`;

/** Customers that are being made, beside the schedule: few rows, in one partition. Orders are encrypted. */
export function createCustomerOrders({ due }: Pick<Tables, 'due'>, atRest: AtRest): CustomerOrders {
  const rowsFrom = async <Row extends object>(prefix: string) => {
    const filter = odata`PartitionKey eq ${partitionKey} and RowKey ge ${`${prefix}|`} and RowKey lt ${`${prefix}}`}`;
    const rows: (Row & { rowKey?: string })[] = [];
    for await (const row of due.listEntities<Row>({ queryOptions: { filter } })) rows.push(row);
    return rows;
  };
  const remove = (rowKey: string) => ignoreConflict(due.deleteEntity(partitionKey, rowKey));
  /** An order that began under an earlier version of this program holds no domain. */
  const release = async (order: CustomerOrder | FinishedOrder | undefined): Promise<void> => {
    if (!order || !('customer' in order)) return;
    const key = domainKey(order.customer.domain);
    const held = await undefinedIfMissing(due.getEntity<{ readonly orderId: string }>(partitionKey, key));
    if (held?.orderId === order.id) await remove(key);
  };
  const seal = (order: CustomerOrder | FinishedOrder) => ({
    sealed: atRest.seal({ partitionKey, rowKey: orderKey(order.id) }, JSON.stringify(order)),
  });
  const open = async (id: string, { sealed, json = '' }: OrderRow) => {
    const text = sealed ? await atRest.open({ partitionKey, rowKey: orderKey(id) }, sealed) : json;
    return fromJson(text) as CustomerOrder | FinishedOrder;
  };
  const read = async (id: string): Promise<CustomerOrder | FinishedOrder | undefined> => {
    const row = await undefinedIfMissing(due.getEntity<OrderRow>(partitionKey, orderKey(id)));
    return row && open(id, row);
  };
  return {
    find: (id) => storageCall(() => read(id)),
    begin: (order) =>
      storageCall(async () => {
        const row = { at: order.startedAt, isFinished: false, ...seal(order) };
        const rowKey = orderKey(order.id);
        const domain = { partitionKey, rowKey: domainKey(order.customer.domain), orderId: order.id };
        try {
          await due.submitTransaction([
            ['create', { partitionKey, rowKey, ...row }],
            ['create', domain],
          ]);
          return 'begun';
        } catch (failure) {
          if (!isConflict(failure)) throw failure;
          const known = await undefinedIfMissing(due.getEntity(partitionKey, rowKey));
          return known ? 'exists' : 'domainBusy';
        }
      }),
    keep: ({ customerTenantId, box, expiresAt }) =>
      storageCall(() =>
        ignoreConflict(
          due.createEntity({
            partitionKey,
            rowKey: secretKey(customerTenantId),
            customerTenantId,
            box,
            expiresAt,
          }),
        ),
      ),
    finish: (order) =>
      storageCall(async () => {
        // The record stands by now. First, so that a crash between the two leaves an order which is finished again.
        await release(await read(order.id));
        const row = { isFinished: true, json: '', ...seal(order) };
        // Merged, so that the instant of the beginning stays; what an older version wrote in clear goes.
        await due.updateEntity({ partitionKey, rowKey: orderKey(order.id), ...row }, 'Merge');
      }),
    drop: (id) =>
      storageCall(async () => {
        // First, so that a crash between the two leaves the order, which is tried or dropped again.
        await release(await read(id));
        await remove(orderKey(id));
      }),
    left: (before) =>
      storageCall(async () => {
        const rows = await rowsFrom<OrderRow>('order');
        const left = rows.filter(({ at, isFinished }) => !isFinished && at < before);
        const orders = await Promise.all(
          left.map((row) =>
            // One that was stored under a lost key does not hold up the others.
            open((row.rowKey ?? '').slice(orderKey('').length), row).catch(() => undefined),
          ),
        );
        return orders.filter((order): order is CustomerOrder => order !== undefined && 'customer' in order);
      }),
    sealed: (customerTenantId) =>
      storageCall(async () => {
        const row = await undefinedIfMissing(
          due.getEntity<SecretRow>(partitionKey, secretKey(customerTenantId)),
        );
        return row && sealedOf(row);
      }),
    claim: (customerTenantId, { seenIn, until }) =>
      storageCall(async () => {
        const rowKey = secretKey(customerTenantId);
        const read = () => undefinedIfMissing(due.getEntity<SecretRow>(partitionKey, rowKey));
        let row = await read();
        if (row && row.seenIn === undefined) {
          const expiresAt = row.expiresAt < until ? row.expiresAt : until;
          const seen = { partitionKey, rowKey, seenIn, expiresAt };
          await ignoreConflict(due.updateEntity(seen, 'Merge', { etag: row.etag }));
          // Of two clicks at once one was first, and a reply may have been lost: only the row can tell.
          row = await read();
        }
        return row?.seenIn === seenIn ? sealedOf(row) : undefined;
      }),
    purge: (now, finishedBefore) =>
      storageCall(async () => {
        for (const { expiresAt, customerTenantId } of await rowsFrom<SecretRow>('secret'))
          if (expiresAt <= now) await remove(secretKey(customerTenantId));
        for (const { at, isFinished, rowKey } of await rowsFrom<OrderRow>('order'))
          if (isFinished && at < finishedBefore && rowKey) await remove(rowKey);
      }),
  };
}

function sealedOf({ customerTenantId, box, expiresAt, seenIn }: SecretRow): SealedCredentials {
  return { customerTenantId, box, expiresAt, seenIn: seenIn ?? null };
}
