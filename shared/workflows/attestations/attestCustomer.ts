import { decideAttestation, type AttestationRequest } from '../../domain/attestations/attest.ts';
import { requireAttester } from '../../domain/partnerCenter/partnerType.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Needs } from '../ports/ports.ts';
import { transition } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { tryStep, type Trial } from '../customers/tryStep.ts';
import type { Actor } from '../../domain/actor.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';
import { askBefore, type AskBeforeNeeds } from './askBefore.ts';
import { creationId } from './creationId.ts';

export type AttestCustomer = {
  readonly customerTenantId: string;
  readonly request: AttestationRequest;
  readonly by: Actor;
  readonly once?: Once<AgreementRecord> | undefined;
  /** False keeps a customer who has accepted from being asked again: for files, and for new customers. */
  readonly mayUpdate?: boolean;
};

/**
 * Begins an attestation. It is stored with the id of its first call to Partner Center, so once this returns, it
 * goes on whatever happens to queue messages. Microsoft is asked about an earlier one first: where that is accepted,
 * it is put on record, and this one is refused.
 * @throws {AgreementError} `RESELLER_CANNOT_ATTEST` and what `decideAttestation` throws
 */
export async function attestCustomer(
  needs: AskBeforeNeeds,
  { customerTenantId, request, by, once, mayUpdate = true }: AttestCustomer,
): Promise<Outcome<AgreementRecord>> {
  requireAttester(needs.policy.partnerType);
  const asked = await askBefore(needs, customerTenantId);
  const decide = (record: AgreementRecord) =>
    attestationFor(needs, record, request, mayUpdate && asked !== 'accepted');
  const outcome = await transition(needs, customerTenantId, { by, once, decide });
  if (outcome.kind !== 'replayed') await needs.attestationWakeUps.send(customerTenantId);
  return outcome;
}

/** The same without storing anything. @throws {AgreementError} `RESELLER_CANNOT_ATTEST` · `CUSTOMER_NOT_FOUND` */
export async function tryAttestation(
  needs: AskBeforeNeeds,
  customerTenantId: string,
  request: AttestationRequest,
): Promise<Trial> {
  requireAttester(needs.policy.partnerType);
  const decide = (record: AgreementRecord) => attestationFor(needs, record, request);
  return tryStep(needs, customerTenantId, { email: request.signatory.email, decide });
}

/** What attesting for a customer comes to, now. @throws {AgreementError} what `decideAttestation` throws */
export function attestationFor(
  needs: Pick<Needs, 'policy' | 'clock' | 'stableId'>,
  record: AgreementRecord,
  request: AttestationRequest,
  mayUpdate = false,
): EventData[] {
  const { policy, clock } = needs;
  return decideAttestation(record, request, {
    now: clock.now(),
    mode: policy.attestation.mode,
    lifetimeMs: policy.invitation.lifetimeMs,
    defaultLanguage: policy.defaultLanguage,
    mayUpdate,
    requestId: (number) => creationId(needs, record.customerTenantId)(number, 1),
  });
}
