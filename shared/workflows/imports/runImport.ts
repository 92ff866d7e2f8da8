import {
  advanceImport,
  isOver,
  waitingRows,
  type CustomerImport,
} from '../../domain/imports/customerImport.ts';
import { retryDelayMs } from '../../domain/customers/schedule.ts';
import type { Needs } from '../ports/ports.ts';
import { settleRows, type SettleRowsNeeds } from './settleRows.ts';

export type RunImportNeeds = SettleRowsNeeds & Pick<Needs, 'importWakeUps'>;

export type ImportRun =
  | { readonly kind: 'nothingToDo' | 'done' | 'goesOn' }
  | { readonly kind: 'postponed'; readonly waiting: number; readonly delayMs: number };

export type RunImportOptions = {
  /** The host ends a function after ten minutes. */
  readonly runMs: number;
  /** Told of rows that are tried again. */
  report(this: void, failure: unknown): void;
};

/** Results and what they take the place of are two rows each, of the hundred that a transaction has (documented). */
const rowsAtOnce = 40;

/**
 * Carries out rows of an import, as long as it may. Safe to run twice at once and after a crash anywhere: the
 * results of some rows are saved last and together, and a row that is carried out again gets its first answer.
 */
export async function runImport(
  needs: RunImportNeeds,
  id: string,
  { runMs, report }: RunImportOptions,
): Promise<ImportRun> {
  const { imports, importWakeUps, clock, policy } = needs;
  const until = clock.now().getTime() + runMs;
  let stored = await imports.find(id);
  let afterRow = 0;
  while (stored && !isOver(stored.file)) {
    if (clock.now().getTime() >= until) {
      await importWakeUps.send(id);
      return { kind: 'goesOn' };
    }
    const rows = await imports.waiting(id, afterRow, rowsAtOnce);
    const last = rows.at(-1);
    const settled = last ? await settleRows(needs, { file: stored.file, rows }, report) : [];
    const now = clock.now();
    const delayMs = retryDelayMs(policy.retryFirstMs, { wantedAt: stored.file.createdAt, now });
    const retryAt = last ? null : new Date(now.getTime() + delayMs);
    const after: CustomerImport = advanceImport(stored.file, { settled, retryAt }, now);
    const next = await imports.settle(stored, after, settled);
    if (next && !last && !isOver(after)) {
      await importWakeUps.send(id, delayMs);
      return { kind: 'postponed', waiting: waitingRows(after), delayMs };
    }
    // Rows that another run has settled meanwhile no longer wait.
    if (next && last) afterRow = last.row;
    stored = next ?? (await imports.find(id));
  }
  if (!stored) return { kind: 'nothingToDo' };
  await imports.close(id);
  return { kind: 'done' };
}
