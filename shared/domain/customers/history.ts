import { sealNext } from '../chain.ts';
import { applyEvent } from './events.ts';
import type { AgreementRecord } from './record.ts';
import type { Actor, MicrosoftTrace } from '../actor.ts';
import type { AgreementEvent, EventData } from './agreementEvent.ts';

/** Adds happenings to a customer's history and gives the sealed events with the record they lead to. */
export function append(
  before: AgreementRecord | undefined,
  happenings: readonly EventData[],
  context: { readonly at: Date; readonly by: Actor; readonly microsoft?: MicrosoftTrace | null },
): { readonly events: readonly AgreementEvent[]; readonly record: AgreementRecord } {
  const { at, by, microsoft = null } = context;
  const events: AgreementEvent[] = [];
  let record = before;
  for (const what of happenings) {
    const event = sealNext(record, { at, by, microsoft, what });
    events.push(event);
    record = applyEvent(record, event);
  }
  if (!record) throw new Error('a history starts with a happening');
  return { events, record };
}
