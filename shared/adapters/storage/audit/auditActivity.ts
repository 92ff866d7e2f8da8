import { applyEvent } from '../../../domain/customers/events.ts';
import type { AgreementRecord } from '../../../domain/customers/record.ts';
import { activityRow, type ActivityRow, type Step } from '../activity/activityRows.ts';
import type { CommitNeeds } from '../customers/commit.ts';
import { readAgreementEvent, type EventRow } from '../customers/storedEvent.ts';
import type { CommitId } from '../kit/keys.ts';
import { rowsBetween } from '../kit/rowsBetween.ts';
import { undefinedIfMissing } from '../kit/storageFailure.ts';

/**
 * Looks whether each step in a customer's history has its row in `Activity`, and writes again what is missing or wrong.
 * Says how many steps there are and how many were written.
 */
export async function auditActivity(
  { tables: { customers, activity }, atRest }: Pick<CommitNeeds, 'tables' | 'atRest'>,
  tenantId: string,
): Promise<{ readonly looked: number; readonly mended: number }> {
  const range = { partitionKey: tenantId, from: 'evt|', below: 'evt}' };
  const rows = rowsBetween<EventRow & { readonly mark: CommitId }>(customers, range);
  const steps = new Map<CommitId, Step>();
  let record: AgreementRecord | undefined;
  for await (const row of rows) {
    const event = await readAgreementEvent(atRest, row);
    // Behind an edited event nothing is certain.
    if (!event) break;
    const step = steps.get(row.mark) ?? { before: record, events: [] };
    record = applyEvent(record, event);
    steps.set(row.mark, { before: step.before, after: record, events: [...step.events, event] });
  }
  const expected = [...steps].flatMap(([mark, step]) => activityRow(step, mark) ?? []);
  let mended = 0;
  for (const row of expected) {
    if (await isThere(activity, row)) continue;
    await activity.upsertEntity(row, 'Replace');
    mended += 1;
  }
  return { looked: expected.length, mended };
}

async function isThere(activity: CommitNeeds['tables']['activity'], row: ActivityRow): Promise<boolean> {
  const found = await undefinedIfMissing(
    activity.getEntity<Record<string, unknown>>(row.partitionKey, row.rowKey),
  );
  return found !== undefined && Object.entries(row).every(([column, value]) => found[column] === value);
}
