import { AgreementError } from '../../domain/errors.ts';
import {
  decideMeaning,
  isTimely,
  type PartnerCenterEvent,
} from '../../domain/partnerCenter/partnerCenterEvent.ts';
import type { Needs } from '../ports/ports.ts';

/** `duplicate`: it was received before; the same answer keeps Microsoft from resending it. */
export type EventReceipt = { readonly kind: 'received' | 'duplicate' };

/**
 * Takes a notification whose signature is verified: keeps it, and wakes its handler. An event that
 * means nothing to us is kept as well, as a trace.
 * @throws {AgreementError} `EVENT_NOT_TIMELY` · `STORAGE_UNAVAILABLE`
 */
export async function receivePartnerCenterEvent(
  { partnerCenterEvents, eventWakeUps, clock }: Pick<Needs, 'partnerCenterEvents' | 'eventWakeUps' | 'clock'>,
  event: PartnerCenterEvent,
): Promise<EventReceipt> {
  const receivedAt = clock.now();
  if (!isTimely(event, receivedAt)) {
    throw new AgreementError('EVENT_NOT_TIMELY', 'The event is older than seven days, or of a time to come.');
  }
  const meaning = decideMeaning(event);
  const outcome = meaning.kind === 'nothing' ? meaning.why : null;
  const kept = await partnerCenterEvents.keep({ ...event, receivedAt }, outcome);
  if (kept === 'known') return { kind: 'duplicate' };
  if (outcome === null) await eventWakeUps.send(event.id);
  return { kind: 'received' };
}
