import {
  decideLinkFetched,
  decideProspectExpiry,
  decideProspectReminder,
} from '../../domain/prospects/decideProspect.ts';
import { AgreementError } from '../../domain/errors.ts';
import { nextProspectStep, type Prospect, type ProspectStep } from '../../domain/prospects/prospect.ts';
import type { ProspectEventData } from '../../domain/prospects/prospectEvents.ts';
import { retryDelayMs } from '../../domain/customers/schedule.ts';
import { carryOnCustomer, type CarryOnCustomerNeeds } from './carryOnCustomer.ts';
import { notOurs } from './inviteProspect.ts';
import { transitionProspect } from './transitionProspect.ts';
import type { StoredProspect } from '../ports/prospectPorts.ts';
import { retryProspectLater, type ProspectDeferred } from './retryProspectLater.ts';
import { prospectContext } from './prospectContext.ts';
import { sendProspectMail, type SendProspectMailNeeds } from './sendProspectMail.ts';

export type AdvanceProspectNeeds = CarryOnCustomerNeeds & SendProspectMailNeeds;

export type Advanced = { readonly kind: 'nothingToDo' | 'done' | 'underWay' } | ProspectDeferred;

const maxSteps = 10;
/** A person fixes missing roles and then expects a result soon. */
const deniedDelayMs = 15 * 60_000;

const system = { kind: 'system' } as const;

/**
 * Does what a relationship invitation waits for: fetches Microsoft's link, sends the mail or a reminder, lets it
 * expire, has the customer it turned out to be go on. Safe to run twice at once: each step is one under its fence.
 */
export async function advanceProspect(needs: AdvanceProspectNeeds, id: string): Promise<Advanced> {
  for (let step = 0; step < maxSteps; step += 1) {
    const stored = await needs.prospects.find(id);
    const next = stored ? nextProspectStep(stored.prospect, needs.clock.now()) : 'wait';
    if (!stored || next === 'wait') return { kind: step === 0 ? 'nothingToDo' : 'done' };
    const outcome = await doStep(needs, stored, next);
    if (outcome) return outcome;
  }
  return { kind: 'done' };
}

/** Undefined where the step is done, and there may be another. */
async function doStep(
  needs: AdvanceProspectNeeds,
  stored: StoredProspect,
  next: Exclude<ProspectStep, 'wait'>,
): Promise<Advanced | undefined> {
  const { id } = stored.prospect;
  const decideBy = async (decide: (current: Prospect) => ProspectEventData[]): Promise<undefined> =>
    void (await transitionProspect(needs, id, { by: system, decide }));
  switch (next) {
    case 'expire':
      return decideBy((current) => decideProspectExpiry(current, needs.clock.now()));
    case 'remind':
      return decideBy((current) => decideProspectReminder(current, prospectContext(needs, id)));
    case 'sendMail':
      return sendProspectMail(needs, stored);
    case 'fetchLink':
    case 'carryOn':
      try {
        await (next === 'carryOn'
          ? carryOnCustomer(needs, stored.prospect)
          : fetchLink(needs, stored.prospect));
        return undefined;
      } catch (failure) {
        return afterFailure(needs, stored, failure);
      }
  }
}

/** The link is the same for all prospects of one partner or reseller; Microsoft does not say for how long. */
async function fetchLink(needs: AdvanceProspectNeeds, { id, resellerTenantId }: Prospect): Promise<void> {
  const { partnerCenter } = needs;
  const reseller = resellerTenantId === null ? null : await partnerCenter.reseller(resellerTenantId);
  if (reseller === undefined) throw notOurs();
  const { url, microsoft } = await partnerCenter.relationshipLink(resellerTenantId);
  const link = { url, resellerName: reseller?.name || null };
  await transitionProspect(needs, id, {
    by: system,
    microsoft,
    decide: (current) => decideLinkFetched(current, link, prospectContext(needs, id)),
  });
}

/** What a person has to change at Microsoft is tried again and again; what is wrong with the request is noted. */
async function afterFailure(
  needs: AdvanceProspectNeeds,
  stored: StoredProspect,
  failure: unknown,
): Promise<Advanced | undefined> {
  if (!(failure instanceof AgreementError)) throw failure;
  const { prospect } = stored;
  const { code, retryable, details } = failure;
  if (code === 'PARTNER_CENTER_REFUSED' || code === 'RESELLER_NOT_OURS') {
    const decide = ({ state, link }: Prospect): ProspectEventData[] =>
      state === 'open' && !link ? [{ type: 'linkRefused', code }] : [];
    await transitionProspect(needs, prospect.id, { by: system, decide });
    return undefined;
  }
  if (!retryable && code !== 'PARTNER_CENTER_DENIED') throw failure;
  const least = retryable ? details.retryAfterMs : deniedDelayMs;
  const times = { wantedAt: prospect.updatedAt, now: needs.clock.now() };
  const delayMs = retryDelayMs(needs.policy.retryFirstMs, times, least);
  return retryProspectLater(needs, stored, { code, delayMs });
}
