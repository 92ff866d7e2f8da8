import { AgreementError } from '../../domain/errors.ts';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import type { Needs } from '../ports/ports.ts';
import { startRecord } from '../customers/startRecord.ts';
import { look } from './checkAgreement.ts';

/** How long an unknown tenant id is remembered before Partner Center is asked about it again. */
const missingMs = 5 * 60_000;
/** Questions about unknown tenant ids in a minute, of one instance: made-up ids must not use the budget up. */
const maxPerMinute = 20;
const minuteMs = 60_000;
/** Above this number all are forgotten at once; each then costs one more call. */
const maxRemembered = 10_000;
/** The caller waits for the answer. */
const lookLimitMs = 5_000;

/** Says whether there is a record of the customer now. */
export type IntroduceCustomer = (customerTenantId: string) => Promise<boolean>;

/**
 * Makes the record of a customer that Partner Center knows and this service does not yet: discovery may be an
 * hour behind. Requests for one tenant id share one call; a negative answer is remembered for minutes.
 * Throws `PARTNER_CENTER_…` when it cannot be asked: then it is unknown whether there is such a customer.
 */
export function createIntroduceCustomer(needs: Needs): IntroduceCustomer {
  const missingUntil = new Map<string, number>();
  const underWay = new Map<string, Promise<boolean>>();
  let asked: number[] = [];

  const ask = async (customerTenantId: string): Promise<boolean> => {
    const now = needs.clock.now().getTime();
    asked = asked.filter((at) => now - at < minuteMs && at <= now);
    if (asked.length >= maxPerMinute) throw tooMany(minuteMs - (now - (asked[0] ?? now)));
    asked.push(now);
    const found = await needs.partnerCenter.customer(customerTenantId);
    if (!found) {
      if (missingUntil.size >= maxRemembered) missingUntil.clear();
      missingUntil.set(customerTenantId, now + missingMs);
      return false;
    }
    await startRecord(needs, found);
    await lookAtOnce(needs, customerTenantId);
    return true;
  };

  return async (customerTenantId) => {
    // An indirect reseller has no access to Partner Center's API (documented).
    if (needs.policy.partnerType === 'indirectReseller') return false;
    if (await needs.agreements.current(customerTenantId)) return true;
    if ((missingUntil.get(customerTenantId) ?? 0) > needs.clock.now().getTime()) return false;
    const known = underWay.get(customerTenantId);
    if (known) return known;
    const asking = ask(customerTenantId).finally(() => underWay.delete(customerTenantId));
    underWay.set(customerTenantId, asking);
    return asking;
  };
}

/** The first answer tells what Microsoft says; where that takes too long, the sweep goes on with it. */
async function lookAtOnce(needs: Needs, customerTenantId: string): Promise<void> {
  const stored = await needs.agreements.find(customerTenantId);
  if (!stored) return;
  const now = needs.clock.now();
  const looking = look(needs, stored, { wantedAt: now, wish: now }).catch((failure: unknown) => {
    if (!(failure instanceof AgreementError)) throw failure;
  });
  await withTimeout(looking, lookLimitMs);
}

function tooMany(retryAfterMs: number): AgreementError {
  return new AgreementError(
    'PARTNER_CENTER_THROTTLED',
    'Partner Center was asked about many unknown tenant ids in this minute. Ask again later.',
    { retryAfterMs },
  );
}
