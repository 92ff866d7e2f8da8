import { odata } from '@azure/data-tables';
import type { Stored } from '../../../workflows/ports/recordPorts.ts';
import type { CommitNeeds } from '../customers/commit.ts';
import { idsNamedIn, sealId, withoutId } from '../customers/attestationIds.ts';
import { tokenOf } from '../customers/storedRecord.ts';
import { rowKeys } from '../kit/keys.ts';
import { ignoreConflict } from '../kit/storageFailure.ts';

type Row = { readonly rowKey: string; readonly json: string; readonly etag: string };

/**
 * Encrypts the ids of attestations that an earlier version of this program stored in the open: in the events first,
 * then in the record, which notes that it is done. Hashes stay as they were.
 */
export async function hideAttestationIds(needs: CommitNeeds, stored: Stored): Promise<void> {
  const { record } = stored;
  const { hidesIds, attestationIds, plainId, etag } = tokenOf(stored);
  if (hidesIds || !record.attestation) return;
  const { customers } = needs.tables;
  const { customerTenantId: partitionKey } = record;
  const [from, to] = ['evt|', 'evt}'];
  const filter = odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${to}`;
  for await (const row of customers.listEntities<Row>({ queryOptions: { filter } })) {
    const hidden = hide(needs, partitionKey, row.json);
    if (hidden) {
      const { rowKey, etag: rowEtag } = row;
      await ignoreConflict(
        customers.updateEntity({ partitionKey, rowKey, ...hidden }, 'Merge', { etag: rowEtag }),
      );
    }
  }
  const json = JSON.stringify(record);
  const own =
    plainId === undefined ? {} : { [plainId.digest]: sealId(needs.atRest, partitionKey, plainId.id) };
  const ids = idsNamedIn(json, { ...attestationIds, ...own });
  const row = {
    partitionKey,
    rowKey: rowKeys.record,
    json,
    ...(ids && { attestationIds: ids }),
    hidesIds: true,
  };
  // Where the record has changed meanwhile, the next audit comes to it again.
  await ignoreConflict(customers.updateEntity(row, 'Merge', { etag }));
}

function hide(
  { atRest }: CommitNeeds,
  customerTenantId: string,
  json: string,
): { readonly json: string; readonly sealedId: string } | undefined {
  const event = parse(json);
  if (typeof event?.what !== 'object' || event.what === null) return undefined;
  const { part: what, id } = withoutId(event.what);
  if (id === undefined) return undefined;
  return { json: JSON.stringify({ ...event, what }), sealedId: sealId(atRest, customerTenantId, id) };
}

function parse(json: string): { readonly what?: unknown } | undefined {
  try {
    return JSON.parse(json) as { readonly what?: unknown };
  } catch {
    return undefined;
  }
}
