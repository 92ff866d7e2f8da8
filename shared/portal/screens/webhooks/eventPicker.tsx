import type { WebhookEndpointRequest } from '../../../client/operations.ts';
import { t } from '../../words.ts';

type EventType = NonNullable<WebhookEndpointRequest['events']>[number];

/** All of the API's, by subject; the compiler misses one that the API has and this lacks. */
const bySubject: Readonly<Record<EventType, true>> = {
  ...{ 'agreement.accepted': true, 'agreement.reacceptance_required': true },
  ...{ 'invitation.sent': true, 'invitation.opened': true, 'invitation.bounced': true },
  ...{ 'invitation.expired': true, 'invitation.declined': true, 'invitation.cancelled': true },
  ...{ 'attestation.requested': true, 'attestation.completed': true, 'attestation.failed': true },
  ...{ 'customer.created': true, 'customer.unknown': true, 'customer.reseller_changed': true },
  'prospect.ambiguous': true,
};
export const eventTypes = Object.keys(bySubject) as readonly EventType[];

export type Events = readonly EventType[] | null;

/** Everything, also what later versions add (null), or the events that are ticked. */
export function EventPicker({ events, onChange }: { events: Events; onChange: (events: Events) => void }) {
  const choice = (isOn: boolean, label: string, next: Events) => (
    <label class="check-line">
      <input type="radio" name="events" checked={isOn} onChange={() => onChange(next)} />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset class="ticks">
      <legend class="label">{t('webhook.events')}</legend>
      {choice(events === null, t('webhook.allEvents'), null)}
      {choice(events !== null, t('webhook.someEvents'), ['agreement.accepted'])}
      {events && (
        <div class="event-ticks">
          {eventTypes.map((type) => (
            <label key={type} class="check-line">
              <input
                type="checkbox"
                checked={events.includes(type)}
                onChange={() => onChange(eventTypes.filter((one) => (one === type) !== events.includes(one)))}
              />
              <code>{type}</code>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}

/** A copy for the API, which takes no list that cannot change. */
export const eventsBody = (events: Events) => events && [...events];
