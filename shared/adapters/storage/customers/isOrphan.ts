import type { Stored } from '../../../workflows/ports/recordPorts.ts';
import type { CommitNeeds } from './commit.ts';
import { commitWindowMs } from './dueRows.ts';
import { fence } from './fence.ts';
import { versionOf, type CommitId } from '../kit/keys.ts';

/**
 * Whether a row that its record does not name may go. Where the record has just changed, its commit is about
 * to take the row away itself. A row that is ahead of the record may belong to a
 * commit under way: it has to be old, by the clock of the service, and its writer is fenced off first.
 */
export async function isOrphan(
  { tables, clock }: CommitNeeds,
  row: { readonly mark: CommitId; readonly timestamp?: string | undefined },
  stored: Stored | undefined,
): Promise<boolean> {
  const isYoung = (instant: Date): boolean => clock.now().getTime() - instant.getTime() < commitWindowMs;
  if (stored && isYoung(stored.record.updatedAt)) return false;
  if (stored && versionOf(row.mark) <= stored.record.version) return true;
  if (row.timestamp === undefined || isYoung(new Date(row.timestamp))) return false;
  return stored === undefined || (await fence(tables, stored));
}
