import { refuseIfAccepted } from '../../domain/customers/invitation.ts';
import type { CustomerImport, ImportAction, SettledRow } from '../../domain/imports/customerImport.ts';
import { AgreementError } from '../../domain/errors.ts';
import { askBefore, type AskBeforeNeeds } from '../attestations/askBefore.ts';
import type { Once as OnceOf } from '../../domain/caller.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { transition } from '../customers/transition.ts';
import type { RowWish } from '../ports/importPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { rowStep, type RowStep } from './rowStep.ts';

type CarryOutRowNeeds = AskBeforeNeeds & Pick<Needs, 'checkWakeUps'>;

type Once = OnceOf<AgreementRecord>;
type KnownRow = { readonly row: number; readonly wish: RowWish; readonly customerTenantId: string };
type RowEnd = Extract<SettledRow['outcome'], { kind: 'done' | 'cancelled' }>;

/** No id of ours. */
const withdrawn = 'withdrawn';

/**
 * Carries one row out. The receipt in the customer's own partition says which row of which import was carried out: a
 * repeat of the row gets its answer, another row of the same customer is refused, and a row that was withdrawn
 * meanwhile is not carried out any more.
 */
export async function carryOutRow(
  needs: CarryOutRowNeeds,
  file: CustomerImport,
  row: KnownRow,
): Promise<RowEnd> {
  const { by, action } = file;
  const { customerTenantId, wish } = row;
  let step: RowStep | undefined;
  const answer: Once['answer'] = (record) => step?.idIn(record) ?? '';
  // Both end an attestation that the customer may have accepted just now.
  const mayEndOne = action === 'attest' || action === 'cancel';
  const asked = mayEndOne ? await askBefore(needs, customerTenantId) : 'nothing';
  const outcome = await transition(needs, customerTenantId, {
    ...{ by, once: { ...keyOf(file, row), answer } },
    decide: (record) => {
      if (asked === 'accepted') refuseIfAccepted(record);
      step = rowStep(needs, { action, acceptance: wish.acceptance }, record);
      return step.events;
    },
  });
  if (outcome.kind === 'replayed') return endOf(outcome.answer, wish);
  await wakeUp(needs, action, customerTenantId);
  return endOf(answer(outcome.record), wish);
}

/**
 * Keeps a row of a stopped import from being carried out, by the same receipt: whichever comes first counts. Says so
 * where the row had been carried out.
 */
export async function withdrawRow(
  needs: CarryOutRowNeeds,
  file: CustomerImport,
  row: KnownRow,
): Promise<RowEnd> {
  const once: Once = { ...keyOf(file, row), answer: () => withdrawn };
  try {
    const outcome = await transition(needs, row.customerTenantId, { by: file.by, once, decide: () => [] });
    return endOf(outcome.kind === 'replayed' ? outcome.answer : withdrawn, row.wish);
  } catch (failure) {
    const isUnknown = failure instanceof AgreementError && failure.code === 'CUSTOMER_NOT_FOUND';
    if (isUnknown) return { kind: 'cancelled' };
    throw failure;
  }
}

function keyOf({ id }: CustomerImport, { row }: KnownRow): Pick<Once, 'id' | 'fingerprint'> {
  return { id: `import ${id}`, fingerprint: `row ${String(row)}` };
}

function endOf(answer: string, { acceptance }: RowWish): RowEnd {
  if (answer === withdrawn) return { kind: 'cancelled' };
  const hasLink = acceptance?.request.delivery === 'link';
  return { kind: 'done', id: answer || null, ...(hasLink ? { hasLink } : {}) };
}

async function wakeUp(
  needs: CarryOutRowNeeds,
  action: ImportAction,
  customerTenantId: string,
): Promise<void> {
  if (action === 'attest') await needs.attestationWakeUps.send(customerTenantId);
  if (action === 'check') await needs.checkWakeUps.send(customerTenantId);
}
