import type { Happening } from './events.ts';
import type { AgreementRecord, NoticeTopic } from './record.ts';

type NoticeContext = {
  readonly tellAgent: boolean;
  readonly tellCustomer: boolean;
  /** An id that no other notice of this customer has. */
  readonly mailId: (topic: NoticeTopic, audience: 'agent' | 'customer', version: number) => string;
};

/**
 * What the partner's agent and the customer are told after a step. It looks at what the step led to, not at
 * who took it, so no way to an acceptance or a failure can forget to tell.
 */
export function noticesAfter(
  before: AgreementRecord,
  after: AgreementRecord,
  { tellAgent, tellCustomer, mailId }: NoticeContext,
): Happening[] {
  const topic = newsFor(before, after);
  if (!topic) return [];
  const number = after.invitation?.number ?? null;
  const notice = (audience: 'agent' | 'customer'): Happening => {
    const operationId = mailId(topic, audience, after.version);
    return { type: 'noticeRequested', topic, audience, number, operationId };
  };
  const thanks = topic === 'accepted' && tellCustomer && wasReached(before);
  return [...(tellAgent ? [notice('agent')] : []), ...(thanks ? [notice('customer')] : [])];
}

/** A customer that had accepted before anybody asked is no news: there are thousands of them on the first day. */
function newsFor(before: AgreementRecord, after: AgreementRecord): NoticeTopic | null {
  const known = before.invitation?.state;
  if (after.status === 'accepted') {
    const wasAsked =
      before.status === 'attesting' || ['open', 'undeliverable', 'expired', 'declined'].includes(known ?? '');
    return wasAsked && before.status !== 'accepted' ? 'accepted' : null;
  }
  const state = after.invitation?.state;
  if (before.invitation?.number !== after.invitation?.number || known === state) return null;
  return state === 'expired' || state === 'undeliverable' || state === 'declined' ? state : null;
}

/** Whoever was written to, and neither bounced nor said to be the wrong person, is thanked. */
function wasReached({ invitation }: AgreementRecord): boolean {
  return (
    invitation !== null &&
    invitation.sentAt !== null &&
    (invitation.state === 'open' || invitation.state === 'expired')
  );
}
