import { isOpenAttestation } from './attestation.ts';
import type { Attestation, AttestationFailureReason } from './attestation.ts';
import type { AgreementRecord, Notice, NoticeTopic } from './record.ts';
import type { EventData } from './agreementEvent.ts';

type NoticeContext = {
  readonly tellAgent: boolean;
  readonly tellCustomer: boolean;
  /** The step was one of the customer's own. */
  readonly isByCustomer: boolean;
  /** An id that no other notice of this customer has. */
  readonly mailId: (topic: NoticeTopic, audience: 'agent' | 'customer', version: number) => string;
};

type NoticeAbout = Pick<Notice, 'topic' | 'about'>;

/**
 * What the partner's agent and the customer are told after a step. It looks at what the step led to, not at
 * who took it, so no way to an acceptance or a failure can forget to tell.
 */
export function noticesAfter(
  before: AgreementRecord,
  after: AgreementRecord,
  { tellAgent, tellCustomer, isByCustomer, mailId }: NoticeContext,
): EventData[] {
  const notice = ({ topic, about }: NoticeAbout, audience: 'agent' | 'customer'): EventData => {
    const number = after[about]?.number ?? null;
    const operationId = mailId(topic, audience, after.version);
    return { type: 'noticeRequested', topic, audience, about, number, operationId };
  };
  const news = noticeFor(before, after) ?? (isByCustomer ? askedBy(before, after) : null);
  if (!news) return [];
  const thanks = news.topic === 'accepted' && tellCustomer ? reached(before) : null;
  return [
    ...(tellAgent ? [notice(news, 'agent')] : []),
    ...(thanks ? [notice({ topic: 'accepted', about: thanks }, 'customer')] : []),
  ];
}

/** A customer that had accepted before it was asked is no news: the first day finds thousands of them. */
function noticeFor(before: AgreementRecord, after: AgreementRecord): NoticeAbout | null {
  const known = before.invitation?.state;
  if (after.status === 'accepted') {
    const isAttested = before.status === 'attesting';
    const wasAsked = isAttested || ['open', 'undeliverable', 'expired', 'declined'].includes(known ?? '');
    if (!wasAsked || before.status === 'accepted') return null;
    return { topic: 'accepted', about: isAttested ? 'attestation' : 'invitation' };
  }
  const failed = failureOf(after.attestation);
  if (failed && before.attestation?.state !== 'failed') return { topic: failed, about: 'attestation' };
  const state = after.invitation?.state;
  if (before.invitation?.number !== after.invitation?.number || known === state) return null;
  const isNews = state === 'expired' || state === 'undeliverable' || state === 'declined';
  return isNews ? { topic: state, about: 'invitation' } : null;
}

/** What the customer said on our page, and an agent has to answer. */
function askedBy(before: AgreementRecord, after: AgreementRecord): NoticeAbout | null {
  const about = isOpenAttestation(after.attestation) || !after.invitation ? 'attestation' : 'invitation';
  if (after.renewalWantedAt !== before.renewalWantedAt) {
    return { topic: 'wanted', about: after.invitation ? 'invitation' : 'attestation' };
  }
  return after.cannotAcceptDirectly && !before.cannotAcceptDirectly ? { topic: 'refused', about } : null;
}

/** The failures there is a mail for; record and webhooks tell of all. */
const topics: Partial<Record<AttestationFailureReason, NoticeTopic>> = {
  mailUndeliverable: 'undeliverable',
  wrongSignatory: 'declined',
  attestationExpired: 'expired',
};

function failureOf(attestation: Attestation | null): NoticeTopic | null {
  const failure = attestation?.state === 'failed' ? attestation.failure : null;
  return (failure && topics[failure.reason]) ?? null;
}

/** A recipient is thanked when the mail to them neither bounced nor was answered by a decline. */
function reached({ invitation, attestation }: AgreementRecord): Notice['about'] | null {
  if (attestation?.sentAt && isOpenAttestation(attestation)) return 'attestation';
  const isReached = invitation?.sentAt && (invitation.state === 'open' || invitation.state === 'expired');
  return isReached ? 'invitation' : null;
}
