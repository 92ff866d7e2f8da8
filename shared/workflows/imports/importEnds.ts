import type { CustomerImport, ImportedRow } from '../../domain/imports/customerImport.ts';
import { drainMs } from '../../domain/mail/mailLine.ts';
import { asksForMail, type ImportFile } from './createImport.ts';
import { estimateEnd } from '../../domain/imports/estimateEnd.ts';
import type { Needs } from '../ports/ports.ts';

export type EndOf = (file: CustomerImport) => Date | null;

/** Reads the line of mails once, and tells of imports when their last mail will have gone out. */
export async function importEnds({
  mailDispatch,
  clock,
}: Pick<Needs, 'mailDispatch' | 'clock'>): Promise<EndOf> {
  const line = await mailDispatch.state();
  const now = clock.now();
  return (file) => estimateEnd(file, line, now);
}

/** When the last mail of a judged file would have gone out, were it carried out now; null where it asks for none. */
export async function endOfJudged(
  { mailDispatch, clock }: Pick<Needs, 'mailDispatch' | 'clock'>,
  { action, rows }: ImportFile,
  judged: readonly ImportedRow[],
): Promise<Date | null> {
  const ready = new Set(judged.flatMap(({ row, outcome }) => (outcome.kind === 'ready' ? row : [])));
  const mails = rows.filter(({ row, wish }) => ready.has(row) && asksForMail(action, wish)).length;
  if (mails === 0) return null;
  const { waiting, quota, pause } = await mailDispatch.state();
  const now = clock.now().getTime();
  const heldMs = Math.max(0, (pause?.until.getTime() ?? now) - now);
  return new Date(now + heldMs + drainMs(waiting + mails, quota));
}
