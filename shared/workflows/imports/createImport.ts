import {
  beginImport,
  type CustomerImport,
  type ImportAction,
  type SettledRow,
} from '../../domain/imports/customerImport.ts';
import { AgreementError, type FieldError } from '../../domain/errors.ts';
import { requireAttester } from '../../domain/partnerCenter/partnerType.ts';
import type { ImportRow } from '../ports/importPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { replayOf, type Replayed } from '../replayOf.ts';
import type { Actor } from '../../domain/actor.ts';

/** A file that was read: rows that may be carried out, and those that are wrong in themselves. */
export type ImportFile = {
  readonly action: ImportAction;
  readonly rows: readonly ImportRow[];
  readonly refused: readonly SettledRow[];
  readonly warnings?: readonly FieldError[];
};

/** How a caller's Idempotency-Key takes part: `answer` is stored with the import and given again. */
export type ImportOnce = {
  readonly id: string;
  readonly fingerprint: string;
  answer(file: CustomerImport): string;
};

export type ImportOutcome = { readonly kind: 'changed'; readonly record: CustomerImport } | Replayed;

/**
 * Keeps a file. Once this returns, each of its rows is carried out or refused, whatever happens to queue messages.
 * @throws {AgreementError} `RESELLER_CANNOT_ATTEST` · `IDEMPOTENCY_KEY_REUSED` · `RECORD_BUSY`
 */
export async function createImport(
  needs: Pick<Needs, 'imports' | 'importWakeUps' | 'policy' | 'clock' | 'newId'>,
  { action, rows, refused, warnings = [] }: ImportFile,
  { by, once }: { readonly by: Actor; readonly once?: ImportOnce | undefined },
): Promise<ImportOutcome> {
  const { imports, clock } = needs;
  if (action === 'attest') requireAttester(needs.policy.partnerType);
  const replayed = await replay(needs, once);
  if (replayed) return replayed;
  const counts = { rows: rows.length + refused.length, refused: refused.length };
  const noted = warnings.length > 0 ? { warnings } : {};
  const file = beginImport({ id: needs.newId(), action, by, ...counts, ...noted }, clock.now());
  const receipt = once ? { id: once.id, fingerprint: once.fingerprint, answer: once.answer(file) } : null;
  if ((await imports.create({ file, waiting: rows, settled: refused, receipt })) === 'conflict') {
    const winner = await replay(needs, once);
    if (winner) return winner;
    throw new AgreementError('RECORD_BUSY', 'This file took too long to keep. Try again.', {
      retryAfterMs: 1000,
    });
  }
  await needs.importWakeUps.send(file.id);
  return { kind: 'changed', record: file };
}

async function replay(
  { imports }: Pick<Needs, 'imports'>,
  once: ImportOnce | undefined,
): Promise<Replayed | undefined> {
  return once && replayOf(await imports.receipt(once.id), once);
}
