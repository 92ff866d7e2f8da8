import type { AttestationFailureReason } from '../../domain/customers/attestation.ts';
import type { AgreementRecord, UnknownReason } from '../../domain/customers/record.ts';
import type { Needs } from '../ports/ports.ts';
import type { MicrosoftTrace } from '../../domain/actor.ts';

/** Why Microsoft does not take an attestation. */
export type Why = {
  readonly reason: AttestationFailureReason;
  readonly code: string | null;
  readonly microsoft: MicrosoftTrace;
};

const aboutCustomers = ['noRelationship', 'customerNotFound', 'accessDenied'] as const;

/**
 * Finds why an attestation would fail, as far as that is known before the signatory is asked to accept. An
 * attestation names no customer (as far as documented), so Microsoft would refuse a customer that is not ours
 * only after the signatory had accepted. If the last check gave such a reason, asks Microsoft once more.
 */
export async function findKnownRefusal(
  { partnerCenter }: Pick<Needs, 'partnerCenter'>,
  { standing, customerTenantId }: AgreementRecord,
): Promise<Why | undefined> {
  if (standing.kind !== 'unknown' || !aboutCustomer(standing.reason)) return undefined;
  const { observation, microsoft } = await partnerCenter.observe(customerTenantId, 'person');
  const reason = observation.kind === 'unreadable' ? aboutCustomer(observation.reason) : undefined;
  return reason && { reason, code: microsoft.code ?? null, microsoft };
}

function aboutCustomer(reason: UnknownReason): (typeof aboutCustomers)[number] | undefined {
  return aboutCustomers.find((one) => one === reason);
}
