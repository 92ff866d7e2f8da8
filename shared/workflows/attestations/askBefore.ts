import { AgreementError } from '../../domain/errors.ts';
import { acceptablePages } from '../../domain/customers/watchedAttestations.ts';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import { pollAttestation, type PollAttestationNeeds } from './pollAttestation.ts';

export type AskBeforeNeeds = PollAttestationNeeds;

/** The caller waits for the answer; the sweep finds an acceptance that is reported later. */
const limitMs = 5_000;

/**
 * Asks Microsoft about the attestations that a step would end, and puts one that the customer has accepted on record.
 * Where Microsoft does not answer in time, the step goes on: what it ends is watched until its page has ended.
 */
export async function askBefore(
  needs: AskBeforeNeeds,
  customerTenantId: string,
): Promise<'accepted' | 'nothing'> {
  const stored = await needs.agreements.find(customerTenantId);
  if (!stored || acceptablePages(stored.record).length === 0) return 'nothing';
  const asking = pollAttestation(needs, stored, 'person').catch((failure: unknown) => {
    if (!(failure instanceof AgreementError)) throw failure;
  });
  await withTimeout(asking, limitMs);
  const record = (await needs.agreements.current(customerTenantId))?.record;
  const isSigned = record?.attestation?.state === 'signed';
  const isNewlyAccepted =
    record?.standing.kind === 'accepted' &&
    (stored.record.standing.kind !== 'accepted' || record.attestation?.state === 'completed');
  return isSigned || isNewlyAccepted ? 'accepted' : 'nothing';
}
