import { AgreementError, type ErrorCode } from '../../domain/errors.ts';
import { decideMeaning, keptEventMs } from '../../domain/partnerCenter/partnerCenterEvent.ts';
import type { Needs } from '../ports/ports.ts';
import type { EventOutcome, ReceivedEvent } from '../ports/notificationPorts.ts';
import { linkProspects, type LinkProspectsNeeds } from '../prospects/linkProspects.ts';
import { requestCheck, type RequestCheckNeeds } from '../checks/requestCheck.ts';
import { startRecord } from '../customers/startRecord.ts';

type HandlePartnerCenterEventNeeds = LinkProspectsNeeds &
  RequestCheckNeeds &
  Pick<Needs, 'partnerCenterEvents'>;

export type Handled =
  | { readonly kind: 'handled'; readonly outcome: EventOutcome }
  | { readonly kind: 'postponed'; readonly code: ErrorCode }
  | { readonly kind: 'notOpen' };

/** By then the discovery of customers has long found what the event was about. */
const patienceMs = 24 * 60 * 60_000;
const batchSize = 200;
/** So many that had to be put off: Partner Center is away, and the others wait for the next sweep. */
const breakAfter = 3;

/**
 * Follows a notification: has the customer checked that it points to. Whether there is such a customer is
 * Partner Center's to say, and what became of the agreement is the check's to find out. What cannot be done
 * just now stays open, and the sweep comes back to it.
 */
export async function handlePartnerCenterEvent(
  needs: HandlePartnerCenterEventNeeds,
  eventId: string,
): Promise<Handled> {
  const event = await needs.partnerCenterEvents.findOpen(eventId);
  return event ? handle(needs, event) : { kind: 'notOpen' };
}

/** Handles what lost messages left behind, and forgets what is long over; answers how many were handled. */
export async function sweepPartnerCenterEvents(
  needs: HandlePartnerCenterEventNeeds,
  report: (failure: unknown) => void,
): Promise<number> {
  const { partnerCenterEvents: events, clock, policy } = needs;
  const now = clock.now().getTime();
  let handled = 0;
  let inVain = 0;
  for (const event of await events.open(batchSize)) {
    // The message that was sent for it is normally faster.
    if (event.receivedAt.getTime() + policy.wakeUpGraceMs > now) continue;
    try {
      const { kind } = await handle(needs, event);
      if (kind === 'handled') handled += 1;
      else inVain += 1;
    } catch (failure) {
      report(failure);
    }
    if (inVain >= breakAfter) break;
  }
  await events.purge(new Date(now - keptEventMs));
  return handled;
}

async function handle(needs: HandlePartnerCenterEventNeeds, event: ReceivedEvent): Promise<Handled> {
  let outcome: EventOutcome;
  try {
    outcome = await follow(needs, event);
  } catch (failure) {
    if (!(failure instanceof AgreementError)) throw failure;
    const ageMs = needs.clock.now().getTime() - event.receivedAt.getTime();
    if (failure.retryable && ageMs < patienceMs) return { kind: 'postponed', code: failure.code };
    outcome = 'givenUp';
  }
  await needs.partnerCenterEvents.close(event, outcome);
  return { kind: 'handled', outcome };
}

async function follow(needs: HandlePartnerCenterEventNeeds, event: ReceivedEvent): Promise<EventOutcome> {
  const meaning = decideMeaning(event);
  if (meaning.kind === 'nothing') return meaning.why;
  const { customerTenantId } = meaning;
  const known = await needs.agreements.find(customerTenantId);
  // Of a known one the check finds out all there is, unless it may be a prospect: an event proves nothing.
  const isAsked = !known || (await needs.prospects.followed()).length > 0;
  const customer = isAsked ? await needs.partnerCenter.customer(customerTenantId) : undefined;
  if (!known) {
    if (!customer?.hasRelationship) return 'notOurCustomer';
    await startRecord(needs, customer);
  }
  if (customer) await linkProspects(needs, [customer], { isAnnounced: true });
  await requestCheck(needs, { customerTenantId, by: { kind: 'system' } });
  return 'checkRequested';
}
