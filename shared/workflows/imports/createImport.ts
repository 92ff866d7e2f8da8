import {
  beginImport,
  type CustomerImport,
  type ImportAction,
  type SettledRow,
} from '../../domain/imports/customerImport.ts';
import type { FieldError } from '../../domain/errors.ts';
import { requireAttester } from '../../domain/partnerCenter/partnerType.ts';
import type { ImportRow, RowWish } from '../ports/importPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { receiptOf, replay } from '../idempotency.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { busy } from '../retryOnConflict.ts';
import type { Actor } from '../../domain/actor.ts';

/** A file that was read: rows that may be carried out, and those that are wrong in themselves. */
export type ImportFile = {
  readonly action: ImportAction;
  readonly rows: readonly ImportRow[];
  readonly refused: readonly SettledRow[];
  readonly warnings?: readonly FieldError[];
};

export type ImportOnce = Once<CustomerImport>;

/**
 * Keeps a file. Once this returns, each of its rows is carried out or refused, whatever happens to queue messages.
 * @throws {AgreementError} `RESELLER_CANNOT_ATTEST` · `IDEMPOTENCY_KEY_REUSED` · `RECORD_BUSY`
 */
export async function createImport(
  needs: Pick<Needs, 'imports' | 'importWakeUps' | 'mailDispatch' | 'policy' | 'clock' | 'newId'>,
  { action, rows, refused, warnings = [] }: ImportFile,
  { by, once }: { readonly by: Actor; readonly once?: ImportOnce | undefined },
): Promise<Outcome<CustomerImport>> {
  const { imports, clock } = needs;
  if (action === 'attest') requireAttester(needs.policy.partnerType);
  const replayed = await replay(once, imports.receipt);
  if (replayed) return replayed;
  const counts = { rows: rows.length + refused.length, refused: refused.length };
  const noted = warnings.length > 0 ? { warnings } : {};
  const mailed = rows.filter(({ wish }) => asksForMail(action, wish)).length;
  const ahead = mailed > 0 ? (await needs.mailDispatch.state()).waiting : 0;
  const mails = mailed > 0 ? { mails: { rows: mailed, ahead } } : {};
  const file = beginImport({ id: needs.newId(), action, by, ...counts, ...noted, ...mails }, clock.now());
  const receipt = receiptOf(once, file);
  if ((await imports.create({ file, waiting: rows, settled: refused, receipt })) === 'conflict') {
    const winner = await replay(once, imports.receipt);
    if (winner) return winner;
    throw busy('This file took too long to keep. Try again.');
  }
  await needs.importWakeUps.send(file.id);
  return { kind: 'changed', record: file };
}

/** Whether a row that is carried out leads to a mail. */
export function asksForMail(action: ImportAction, { acceptance }: RowWish): boolean {
  if (action === 'resend') return true;
  return action !== 'cancel' && action !== 'check' && acceptance?.request.delivery !== 'link';
}
