import type {
  AuditPart,
  AuditProgress,
  AuditShare,
  IsOutdated,
  StorageAudit,
} from '../../../workflows/ports/auditPorts.ts';
import { auditListings } from './auditListings.ts';
import { auditNames } from './auditNames.ts';
import { auditOrders } from './auditOrders.ts';
import { auditRecords } from './auditRecords.ts';
import { auditSchedule } from './auditSchedule.ts';
import type { CommitNeeds } from '../customers/commit.ts';
import { fromJson } from '../kit/json.ts';
import { undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';

const keys = { partitionKey: 'run', rowKey: 'audit' } as const;
type AuditOne = (needs: CommitNeeds, position: string | null, isOutdated: IsOutdated) => Promise<AuditShare>;

const parts: Record<AuditPart, AuditOne> = {
  records: auditRecords,
  schedule: auditSchedule,
  listings: auditListings,
  names: auditNames,
  orders: auditOrders,
};

/**
 * The audit of Table Storage. It never races a commit under way: a row is missing only if the record was the
 * same before and after the look; a row that may be ahead of its record goes only when it is old and its
 * writer is fenced off.
 */
export function createStorageAudit(needs: CommitNeeds): StorageAudit {
  const { due } = needs.tables;
  return {
    share: (part, position, isOutdated) => storageCall(() => parts[part](needs, position, isOutdated)),
    progress: () =>
      storageCall(async () => {
        const row = await undefinedIfMissing(due.getEntity<{ json: string }>(keys.partitionKey, keys.rowKey));
        return row && (fromJson(row.json) as AuditProgress);
      }),
    save: (progress) =>
      storageCall(async () => {
        await due.upsertEntity({ ...keys, json: JSON.stringify(progress) }, 'Replace');
      }),
  };
}
