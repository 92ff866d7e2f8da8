import { AgreementError } from '../../domain/errors.ts';
import { createTokenBuckets } from '../../concurrency/tokenBuckets.ts';
import { readReadiness } from '../checks/readReadiness.ts';
import type { Needs } from '../ports/ports.ts';
import { openLink } from './openLink.ts';

/** What Microsoft says to a customer that claims to have accepted; `accepted`: read the link's state for the rest. */
export type Claimed =
  { readonly kind: 'accepted' } | { readonly kind: 'failed' } | { readonly kind: 'none'; readonly at: Date };

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
export async function claimAcceptance(needs: Needs, token: string): Promise<Claimed> {
  const target = needs.links.read(token);
  if (target.about === 'relationship') return { kind: 'accepted' };
  const { customerTenantId } = target;
  await noteClaim(needs, token);
  const bucket = buckets.get(needs.agreements) ?? createTokenBuckets(share);
  buckets.set(needs.agreements, bucket);
  if (!bucket.take(customerTenantId, needs.clock.now().getTime())) return lastAnswer(needs, customerTenantId);
  const { record, asOf, check } = await readReadiness(needs, {
    ...{ customerTenantId, maxAgeMs, callerKey: `link ${customerTenantId}` },
    sight: { resellerTenantId: null },
  });
  const isSigned = ['signed', 'completed'].includes(record.attestation?.state ?? '');
  if (record.standing.kind === 'accepted' || isSigned) return { kind: 'accepted' };
  return check?.outcome === 'failed' || !asOf ? { kind: 'failed' } : { kind: 'none', at: asOf };
}

async function lastAnswer(needs: Needs, customerTenantId: string): Promise<Claimed> {
  const stored = await needs.agreements.find(customerTenantId);
  if (stored?.record.standing.kind === 'accepted') return { kind: 'accepted' };
  const at = stored && (await needs.schedule.times(stored)).lastCheckedAt;
  return at ? { kind: 'none', at } : { kind: 'failed' };
}

/** The question is asked all the same where the note cannot be written, or the link has ended. */
async function noteClaim(needs: Needs, token: string): Promise<void> {
  try {
    if (needs.links.read(token).about === 'invitation') await openLink(needs, token, true);
  } catch (failure) {
    if (!(failure instanceof AgreementError)) throw failure;
  }
}
