import { AgreementError } from '../../domain/errors.ts';
import { comparableDomain, domainForms } from '../../domain/domainForms.ts';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import { createSharedWork } from '../../concurrency/shareWork.ts';
import { withTimeout } from '../../concurrency/withTimeout.ts';
import type { DiscoveredCustomer } from '../ports/discoveryPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { followDiscovered } from '../discovery/followDiscovered.ts';
import { checkNow, type CheckAgreementNeeds } from './checkAgreement.ts';

export type IntroduceCustomerNeeds = CheckAgreementNeeds;

/** How long an unknown customer is remembered before Partner Center is asked about it again. */
const missingMs = 5 * 60_000;
/** Questions of people about unknown customers in a minute, of one instance: made-up ids must not use the budget up. */
const maxPerMinute = 20;
const minuteMs = 60_000;
/** Above this number all are forgotten at once; each then costs one more call. */
const maxRemembered = 10_000;
/** The caller waits for the answer. */
const lookLimitMs = 5_000;

/** A customer by its tenant id or by the domain that Partner Center has for it. */
export type Unknown = { readonly customerTenantId: string } | { readonly domain: string };

/** Per process: questions for one customer share one call, and a negative answer is remembered for minutes. */
const createDesk = () => ({
  missingUntil: new Map<string, number>(),
  once: createSharedWork<string | undefined>(),
  asked: [] as number[],
});
type Desk = ReturnType<typeof createDesk>;
const desks = new WeakMap<Needs['agreements'], Desk>();

function deskOf({ agreements }: IntroduceCustomerNeeds): Desk {
  const desk = desks.get(agreements) ?? createDesk();
  desks.set(agreements, desk);
  return desk;
}

/**
 * Makes the record of a customer that Partner Center knows and this service does not yet: discovery may be an
 * hour behind. Answers its tenant id; undefined where Partner Center tells of none. The questions of people are
 * limited per minute; those of a file wait their turn in the budget of calls.
 * @throws {AgreementError} `PARTNER_CENTER_…` when it cannot be asked: then it is unknown whether there is such a customer
 */
export async function introduceCustomer(
  needs: IntroduceCustomerNeeds,
  wanted: Unknown,
  priority: Priority = 'person',
): Promise<string | undefined> {
  // An indirect reseller has no access to Partner Center's API (documented).
  if (needs.policy.partnerType === 'indirectReseller') return undefined;
  const isKnown =
    'customerTenantId' in wanted && (await needs.agreements.current(wanted.customerTenantId)) !== undefined;
  if (isKnown) return wanted.customerTenantId;
  const desk = deskOf(needs);
  const key = 'domain' in wanted ? comparableDomain(wanted.domain) : wanted.customerTenantId;
  if (isMissing(needs, key)) return undefined;
  return desk.once(key, () => ask(needs, wanted, { key, priority }));
}

/** Whether Partner Center did not know a customer some minutes ago. */
export function isMissing(needs: IntroduceCustomerNeeds, key: string): boolean {
  return (deskOf(needs).missingUntil.get(key) ?? 0) > needs.clock.now().getTime();
}

async function ask(
  needs: IntroduceCustomerNeeds,
  wanted: Unknown,
  { key, priority }: { readonly key: string; readonly priority: Priority },
): Promise<string | undefined> {
  const desk = deskOf(needs);
  const now = needs.clock.now().getTime();
  if (priority === 'person') countQuestion(desk, now);
  const found = await findAtPartnerCenter(needs, wanted, priority);
  if (!found) {
    if (desk.missingUntil.size >= maxRemembered) desk.missingUntil.clear();
    desk.missingUntil.set(key, now + missingMs);
    return undefined;
  }
  await followDiscovered(needs, [found]);
  await lookAtOnce(needs, found.customerTenantId);
  return found.customerTenantId;
}

async function findAtPartnerCenter(
  { partnerCenter }: IntroduceCustomerNeeds,
  wanted: Unknown,
  priority: Priority,
): Promise<DiscoveredCustomer | undefined> {
  if ('customerTenantId' in wanted) return partnerCenter.customer(wanted.customerTenantId, priority);
  for (const form of domainForms(wanted.domain)) {
    const found = await partnerCenter.customerWithDomain(form, priority);
    if (found) return found;
  }
  return undefined;
}

/** @throws {AgreementError} `PARTNER_CENTER_THROTTLED` */
function countQuestion(desk: Desk, now: number): void {
  desk.asked = desk.asked.filter((at) => now - at < minuteMs && at <= now);
  if (desk.asked.length >= maxPerMinute) {
    throw new AgreementError(
      'PARTNER_CENTER_THROTTLED',
      'Partner Center was asked about many unknown customers in this minute. Ask again later.',
      { retryAfterMs: minuteMs - (now - (desk.asked[0] ?? now)) },
    );
  }
  desk.asked.push(now);
}

/** The first answer tells what Microsoft says; where that takes too long, the sweep goes on with it. */
async function lookAtOnce(needs: IntroduceCustomerNeeds, customerTenantId: string): Promise<void> {
  const stored = await needs.agreements.find(customerTenantId);
  if (!stored) return;
  const now = needs.clock.now();
  const looking = checkNow(needs, stored, { wantedAt: now, wish: now }).catch((failure: unknown) => {
    if (!(failure instanceof AgreementError)) throw failure;
  });
  await withTimeout(looking, lookLimitMs);
}
