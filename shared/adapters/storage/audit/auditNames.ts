import type { AuditShare, Repair } from '../../../workflows/ports/auditPorts.ts';
import type { Stored } from '../../../workflows/ports/recordPorts.ts';
import type { CommitNeeds } from '../customers/commit.ts';
import { nextRows, positionBehind } from '../kit/nextRows.ts';
import { inParallel } from '../../../concurrency/inParallel.ts';
import { isOrphan } from '../customers/isOrphan.ts';
import { nameKeysOf, namedOf, parseNameKey } from '../customers/names.ts';
import { ignoreConflict } from '../kit/storageFailure.ts';
import { readStored, tokenOf } from '../customers/storedRecord.ts';

type NameRow = { readonly partitionKey: string; readonly rowKey: string; readonly timestamp?: string };

const rowsPerShare = 1000;
const concurrency = 16;

/** Takes rows away that are not among the names of their record. */
export async function auditNames(needs: CommitNeeds, position: string | null): Promise<AuditShare> {
  const { byName } = needs.tables;
  const found = await nextRows<NameRow>(byName, position, rowsPerShare);
  // A customer's terms are often neighbours.
  const records = new Map<string, Promise<Stored | undefined>>();
  const recordOf = (tenantId: string): Promise<Stored | undefined> => {
    const record = records.get(tenantId) ?? readStored(needs.tables, tenantId);
    records.set(tenantId, record);
    return record;
  };
  const mended = await inParallel(found.rows, concurrency, (row) => mendRow(needs, row, recordOf));
  return {
    position: positionBehind(found),
    looked: found.rows.length,
    mended: mended.flat(),
  };
}

async function mendRow(
  needs: CommitNeeds,
  { partitionKey, rowKey, timestamp }: NameRow,
  recordOf: (tenantId: string) => Promise<Stored | undefined>,
): Promise<Repair[]> {
  const { customerTenantId, mark } = parseNameKey(rowKey);
  const stored = await recordOf(customerTenantId);
  if (stored && tokenOf(stored).named === mark) {
    const naming = { ...namedOf(stored.record), mark };
    const own = nameKeysOf(customerTenantId, naming).flat();
    if (own.some((key) => key.partitionKey === partitionKey && key.rowKey === rowKey)) return [];
  }
  if (!(await isOrphan(needs, { mark, timestamp }, stored))) return [];
  await ignoreConflict(needs.tables.byName.deleteEntity(partitionKey, rowKey));
  return ['staleName'];
}
