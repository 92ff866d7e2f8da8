import { bounceReasons, type MailOrder } from '../../domain/mail/mailOrder.ts';
import { nameOfProspect, type Prospect, type ProspectNotice } from '../../domain/prospects/prospect.ts';
import type { ComposeMail, OutgoingMail } from '../ports/mailPorts.ts';
import type { Needs } from '../ports/ports.ts';

/** Tells the partner's agents what became of a relationship invitation; without its id. */
export function composeProspectNotice(
  { composeMail, policy, clock }: Pick<Needs, 'policy' | 'clock'> & { readonly composeMail: ComposeMail },
  prospect: Prospect,
  topic: ProspectNotice,
): Omit<OutgoingMail, 'operationId'> {
  const { notices, defaultLanguage: language } = policy;
  if (notices.agentEmail === null) throw new Error('a notice waits for an agent without an address');
  const { id, recipient } = prospect;
  const companyName = nameOfProspect(prospect);
  const invitedAddress = recipient.email;
  const about = { language, recipientName: null, companyName, invitedAddress, url: notices.prospectUrl(id) };
  const mail = composeMail(orderOf(prospect, topic, { about, now: clock.now() }));
  return { recipient: notices.agentEmail, recipientName: null, ...mail };
}

type About = {
  readonly language: MailOrder['language'];
  readonly recipientName: null;
  readonly companyName: string;
  readonly invitedAddress: string;
  readonly url: string;
};

function orderOf(
  { expiresAt, remindersSent, stateReason }: Prospect,
  topic: ProspectNotice,
  { about, now }: { readonly about: About; readonly now: Date },
): MailOrder {
  switch (topic) {
    case 'expired':
      return { ...about, kind: 'expiryNotice', expiredAt: expiresAt, remindersSent };
    case 'declined':
      return { ...about, kind: 'declineNotice', declinedAt: now };
    case 'ambiguous':
      return { ...about, kind: 'ambiguousNotice', foundAt: now };
    case 'wanted':
      return { ...about, kind: 'wantedNotice', wantedAt: now };
    case 'undeliverable': {
      // A mail that was refused outright never left: to the agent that is a failure like others.
      const reason = bounceReasons.find((one) => one === stateReason) ?? 'failed';
      return { ...about, kind: 'bounceNotice', bouncedAt: now, reason };
    }
  }
}
