import { decideAttestation, type AttestationRequest } from '../../domain/attestations/attest.ts';
import { requireAttester } from '../../domain/partnerCenter/partnerType.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Needs } from '../ports/ports.ts';
import { transition, type Once, type Outcome } from '../customers/transition.ts';
import type { Actor } from '../../domain/actor.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';

export type AttestCustomer = {
  readonly customerTenantId: string;
  readonly request: AttestationRequest;
  readonly by: Actor;
  readonly once?: Once | undefined;
};

/**
 * Begins an attestation. It is stored with the id of its first call to Partner Center, so once this returns, it
 * goes on whatever happens to queue messages.
 * @throws {AgreementError} `RESELLER_CANNOT_ATTEST` and what `decideAttestation` throws
 */
export async function attestCustomer(
  needs: Needs,
  { customerTenantId, request, by, once }: AttestCustomer,
): Promise<Outcome> {
  requireAttester(needs.policy.partnerType);
  const decide = (record: AgreementRecord) => attestationFor(needs, record, request);
  const outcome = await transition(needs, customerTenantId, { by, once, decide });
  if (outcome.kind !== 'replayed') await needs.attestationWakeUps.send(customerTenantId);
  return outcome;
}

/** What attesting for a customer comes to, now. @throws {AgreementError} what `decideAttestation` throws */
export function attestationFor(
  needs: Pick<Needs, 'policy' | 'clock' | 'stableId'>,
  record: AgreementRecord,
  request: AttestationRequest,
): EventData[] {
  const { policy, clock } = needs;
  return decideAttestation(record, request, {
    now: clock.now(),
    mode: policy.attestation.mode,
    lifetimeMs: policy.invitation.lifetimeMs,
    defaultLanguage: policy.defaultLanguage,
    requestId: (number) => creationId(needs, record.customerTenantId)(number, 1),
  });
}

/** MS-RequestId with which the attestation behind a link is created. */
export function creationId({ stableId }: Pick<Needs, 'stableId'>, customerTenantId: string) {
  return (number: number, link: number): string =>
    stableId('attestation', customerTenantId, number, 'link', link);
}
