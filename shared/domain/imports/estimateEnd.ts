import { drainMs, type MailQuota } from '../mail/mailLine.ts';
import { isOver, waitingRows, type CustomerImport } from './customerImport.ts';

/** What the line of mails says: its quota, and the pause that holds it up. */
type Line = {
  readonly quota: MailQuota;
  readonly pause: { readonly since: Date; readonly until: Date } | null;
};

/**
 * When the last mail of an import will have gone out, by the quota of mails, as long as nothing else comes in between.
 * Null for what sends no mail, and when that time is over.
 */
export function estimateEnd(file: CustomerImport, { quota, pause }: Line, now: Date): Date | null {
  const { mails, createdAt, done, state } = file;
  if (!mails || state === 'cancelling') return null;
  const waiting = isOver(file) ? 0 : waitingRows(file);
  const wanted = Math.min(mails.rows, done + waiting);
  if (wanted === 0) return null;
  const heldMs = pause ? pause.until.getTime() - Math.max(pause.since.getTime(), createdAt.getTime()) : 0;
  const byQuota = createdAt.getTime() + drainMs(mails.ahead + wanted, quota) + Math.max(0, heldMs);
  const atLeast = waiting > 0 ? now.getTime() + drainMs(Math.min(waiting, mails.rows), quota) : 0;
  const endMs = Math.max(byQuota, atLeast);
  return endMs > now.getTime() || waiting > 0 ? new Date(endMs) : null;
}
