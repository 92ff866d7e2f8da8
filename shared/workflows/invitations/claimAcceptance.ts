import { AgreementError } from '../../domain/errors.ts';
import type { Claimed } from '../../domain/invitations/claimed.ts';
import { createTokenBuckets } from '../../concurrency/tokenBuckets.ts';
import type { CheckAgreementNeeds } from '../checks/checkAgreement.ts';
import { readReadiness } from '../checks/readReadiness.ts';
import type { LinkTarget, Needs } from '../ports/ports.ts';
import { noteAttestationOpened } from '../attestations/openAttestation.ts';
import { noteProspectOpened } from '../prospects/openProspect.ts';
import { claimPartnership, type ClaimPartnershipNeeds } from './claimPartnership.ts';
import { openInvitation } from './openInvitation.ts';

type ClaimAcceptanceNeeds = ClaimPartnershipNeeds & CheckAgreementNeeds;

/** An older answer may be from before the acceptance, which a person has just given. */
const maxAgeMs = 0;
/** However often the button is pressed: so many looks at once for one customer, then one at a time. */
const share = { capacity: 3, refillMs: 30_000 };
const buckets = new WeakMap<Needs['agreements'], ReturnType<typeof createTokenBuckets>>();

/**
 * "I have accepted": asks Microsoft at once, within the budget of calls and this customer's own share, so that a flood
 * of clicks costs little. It is noted like an opening, since close looks are due until Microsoft shows the acceptance.
 * @throws {AgreementError} `LINK_NOT_FOUND`
 */
export async function claimAcceptance(needs: ClaimAcceptanceNeeds, token: string): Promise<Claimed> {
  const target = needs.links.read(token);
  await noteClaim(needs, target);
  if (target.about === 'relationship') {
    const { prospectId } = target;
    return takeShare(needs, prospectId) ? claimPartnership(needs, prospectId) : { kind: 'failed' };
  }
  const { customerTenantId } = target;
  if (!takeShare(needs, customerTenantId)) return lastAnswer(needs, customerTenantId);
  const { record, asOf, check } = await readReadiness(needs, {
    ...{ customerTenantId, maxAgeMs, callerKey: `link ${customerTenantId}` },
    sight: { resellerTenantId: null },
  });
  const isSigned = ['signed', 'completed'].includes(record.attestation?.state ?? '');
  if (record.standing.kind === 'accepted' || isSigned) return { kind: 'accepted' };
  return check?.outcome === 'failed' || !asOf ? { kind: 'failed' } : { kind: 'none', at: asOf };
}

async function lastAnswer(needs: ClaimAcceptanceNeeds, customerTenantId: string): Promise<Claimed> {
  const stored = await needs.agreements.find(customerTenantId);
  if (stored?.record.standing.kind === 'accepted') return { kind: 'accepted' };
  const at = stored && (await needs.schedule.times(stored)).lastCheckedAt;
  return at ? { kind: 'none', at } : { kind: 'failed' };
}

function takeShare({ agreements, clock }: ClaimAcceptanceNeeds, key: string): boolean {
  const bucket = buckets.get(agreements) ?? createTokenBuckets(share);
  buckets.set(agreements, bucket);
  return bucket.take(key, clock.now().getTime());
}

/** The question is asked all the same where the note cannot be written, or the link has ended. */
async function noteClaim(needs: ClaimAcceptanceNeeds, target: LinkTarget): Promise<void> {
  try {
    switch (target.about) {
      case 'invitation':
        return await openInvitation(needs, target, true);
      case 'attestation': {
        // Going on would make a new link where the present one is ending, which nobody wants who has accepted.
        const { customerTenantId, number: attestationNumber } = target;
        return await noteAttestationOpened(needs, { customerTenantId, attestationNumber });
      }
      case 'relationship':
        await noteProspectOpened(needs, target.prospectId);
    }
  } catch (failure) {
    if (!(failure instanceof AgreementError)) throw failure;
  }
}
