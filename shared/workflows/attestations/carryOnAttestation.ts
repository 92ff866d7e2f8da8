import { pollAttestation, type PollOutcome } from './pollAttestation.ts';
import { submitAttestation, type SubmitOutcome, type SubmitAttestationNeeds } from './submitAttestation.ts';

/**
 * Does what a message about an attestation is for: the next step at Partner Center, or, while the signatory has the
 * link, the look at Microsoft that is due. A message too many does neither.
 */
export async function carryOnAttestation(
  needs: SubmitAttestationNeeds,
  customerTenantId: string,
): Promise<SubmitOutcome | PollOutcome> {
  const submitted = await submitAttestation(needs, customerTenantId);
  if (submitted.kind !== 'nothingToDo') return submitted;
  const stored = await needs.agreements.find(customerTenantId);
  if (!stored || stored.dueAt > needs.clock.now()) return submitted;
  return pollAttestation(needs, stored);
}
