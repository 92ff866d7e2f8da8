import { AgreementError } from '../errors.ts';
import { canAskAgain } from '../invitations/linkState.ts';
import { prospectLinkState } from './prospectLinkState.ts';
import type { InvitationRules } from '../customers/invitation.ts';
import { isFollowed, type Candidate, type MatchedBy, type Prospect } from './prospect.ts';
import type { ProspectLink, ProspectNotice } from './prospect.ts';
import type { ProspectEventData } from './prospectEvents.ts';
import type { ReminderRules } from '../customers/reminder.ts';
import type { Delivery } from '../delivery.ts';

/** What the decisions below need from outside. */
export type ProspectContext = {
  readonly now: Date;
  readonly rules: InvitationRules;
  /** The same id for the same mail, on every attempt. */
  readonly mailId: (sending: number, reminder: number) => string;
};

/** Takes Microsoft's link, and asks for the mail that leads to it. */
export function decideLinkFetched(
  { state, link: known, delivery, sending }: Prospect,
  link: ProspectLink,
  { mailId }: ProspectContext,
): ProspectEventData[] {
  if (state !== 'open' || known) return [];
  const operationId = delivery === 'email' ? mailId(sending, 0) : null;
  return [{ type: 'linkFetched', ...link, operationId }];
}

/**
 * Sends the mail once more, also after it expired or bounced; asks for the link again where it was refused. A second
 * click sends no second mail.
 * @throws {AgreementError} `INVITATION_CLOSED` · `RESEND_TOO_SOON`
 */
export function decideProspectResend(prospect: Prospect, context: ProspectContext): ProspectEventData[] {
  const { state, delivery, link, mail, resentAt } = prospect;
  const { now, rules, mailId } = context;
  if (['cancelled', 'linked', 'ambiguous', 'declined'].includes(state)) throw closed(prospect);
  if (delivery === 'link' && state !== 'failed') {
    throw new AgreementError(
      'INVITATION_CLOSED',
      'This invitation is a link that you send yourself. There is no mail to resend.',
    );
  }
  // A mail that waits to be sent is the one that is asked for, as is the first one while its link is missing.
  const isWaiting = mail !== null && !mail.notice && mail.reminder === 0;
  if (state === 'open' && (isWaiting || !link)) return [];
  const recent = resentAt.filter((at) => now.getTime() - at.getTime() < rules.resendWindowMs);
  const oldest = recent.at(-rules.resends);
  if (oldest) {
    throw new AgreementError(
      'RESEND_TOO_SOON',
      'This prospect has just been mailed. Wait before you send again.',
      {
        retryAfterMs: oldest.getTime() + rules.resendWindowMs - now.getTime(),
      },
    );
  }
  const sending = prospect.sending + 1;
  const expiresAt = new Date(now.getTime() + rules.lifetimeMs);
  const operationId = link && delivery === 'email' ? mailId(sending, 0) : null;
  return [{ type: 'prospectResent', sending, expiresAt, operationId }];
}

/** Withdraws an invitation; one already cancelled stays so. @throws {AgreementError} `INVITATION_CLOSED` */
export function decideProspectCancel(prospect: Prospect): ProspectEventData[] {
  if (prospect.state === 'cancelled') return [];
  if (prospect.state === 'linked') throw closed(prospect);
  return [{ type: 'prospectCancelled' }];
}

/** Asks for a reminder that is due. After a missed week one goes out, not three. */
export function decideProspectReminder(
  prospect: Prospect,
  { now, mailId }: ProspectContext,
): ProspectEventData[] {
  const { state, mail, remindAt, remindersSent, sending } = prospect;
  if (state !== 'open' || mail || !remindAt || remindAt > now) return [];
  const reminder = remindersSent + 1;
  return [{ type: 'reminderRequested', reminder, operationId: mailId(sending, reminder) }];
}

/** What follows when the mail service took a mail. */
export function decideProspectMailed(
  { mail, remindersSent }: Prospect,
  operationId: string,
  { now, reminders }: { readonly now: Date; readonly reminders: ReminderRules },
): ProspectEventData[] {
  if (mail?.operationId !== operationId) return [];
  if (mail.notice) return [{ type: 'noticeSent', operationId }];
  const sent = Math.max(remindersSent, mail.reminder);
  const waitMs = mail.reminder === 0 ? reminders.firstMs : reminders.everyMs;
  const remindAt = sent < reminders.limit ? new Date(now.getTime() + waitMs) : null;
  return [{ type: 'mailSent', operationId, remindAt }];
}

/**
 * What a delivery report changes. It may be faster than our own note that the mail was sent: then it is the note.
 * One that tells of a mail before the last resend is no news.
 */
export function decideProspectReport(
  prospect: Prospect,
  {
    operationId,
    delivery,
    sending,
  }: { readonly operationId: string; readonly delivery: Delivery; readonly sending: number },
  context: { readonly now: Date; readonly reminders: ReminderRules },
): ProspectEventData[] {
  if (delivery === 'delivered' || delivery === 'expanded') {
    return decideProspectMailed(prospect, operationId, context);
  }
  if (prospect.state !== 'open' || prospect.sending !== sending) return [];
  return [{ type: 'mailRefused', operationId, reason: delivery }];
}

/** The recipient says that they are the wrong person, which is believed: they get no more mails. */
export function decideProspectDecline({ state }: Prospect): ProspectEventData[] {
  return state === 'open' || state === 'undeliverable' ? [{ type: 'prospectDeclined' }] : [];
}

/** The reader takes that back; an invitation that has ended since stays closed. */
export function decideProspectReopening(
  { state, expiresAt, mail, delivery, remindersSent }: Prospect,
  { now, reminders }: { readonly now: Date; readonly reminders: ReminderRules },
): ProspectEventData[] {
  if (state !== 'declined' || expiresAt <= now || mail) return [];
  const hasReminders = delivery === 'email' && remindersSent < reminders.limit;
  const remindAt = hasReminders ? new Date(now.getTime() + reminders.everyMs) : null;
  return [{ type: 'prospectReopened', remindAt }];
}

/** The reader of a link that has ended asks for another one; asking twice is asking once. */
export function decideProspectRenewal(prospect: Prospect, now: Date): ProspectEventData[] {
  return canAskAgain(prospectLinkState(prospect, undefined, now)) ? [{ type: 'renewalWanted' }] : [];
}

/** What the partner's agents are told after a step; `mailId` gives an id that no other notice of this prospect has. */
export function prospectNotice(
  before: Prospect | undefined,
  after: Prospect,
  mailId: (topic: ProspectNotice, version: number) => string,
): ProspectEventData[] {
  const { state: topic, version } = after;
  if (before && after.renewalWantedAt && after.renewalWantedAt !== before.renewalWantedAt) {
    return [{ type: 'noticeRequested', topic: 'wanted', operationId: mailId('wanted', version) }];
  }
  const isNotice =
    topic === 'undeliverable' || topic === 'expired' || topic === 'declined' || topic === 'ambiguous';
  if (!isNotice || topic === before?.state) return [];
  return [{ type: 'noticeRequested', topic, operationId: mailId(topic, version) }];
}

export function decideProspectExpiry({ state, expiresAt }: Prospect, now: Date): ProspectEventData[] {
  return state === 'open' && expiresAt <= now ? [{ type: 'prospectExpired' }] : [];
}

/** Notes the first time that a person went on to Microsoft. */
export function decideProspectOpened({ openedAt, state }: Prospect): ProspectEventData[] {
  return openedAt || state === 'cancelled' ? [] : [{ type: 'prospectOpened' }];
}

/** Takes a customer for the prospect, unless that is decided already. */
export function decideProspectLinked(
  prospect: Prospect,
  found: { readonly customerTenantId: string; readonly matchedBy: MatchedBy },
): ProspectEventData[] {
  return isFollowed(prospect) ? [{ type: 'prospectLinked', ...found }] : [];
}

/** Notes customers that may be the prospect; those that are noted are no news. */
export function decideCandidates(prospect: Prospect, found: readonly Candidate[]): ProspectEventData[] {
  const known = new Set([
    ...prospect.candidates.map(({ customerTenantId }) => customerTenantId),
    ...prospect.dismissed,
  ]);
  const candidates = found.filter(({ customerTenantId }) => !known.has(customerTenantId));
  return isFollowed(prospect) && candidates.length > 0 ? [{ type: 'candidatesFound', candidates }] : [];
}

/**
 * Takes an agent's word on who the prospect is; null: none of the candidates, and the waiting goes on.
 * @throws {AgreementError} `INVITATION_CLOSED`
 */
export function decideProspectSettled(
  prospect: Prospect,
  customerTenantId: string | null,
  { now, rules }: Pick<ProspectContext, 'now' | 'rules'>,
): ProspectEventData[] {
  const { state, expiresAt } = prospect;
  if (state === 'linked' && prospect.customerTenantId === customerTenantId) return [];
  if (state === 'linked' || state === 'cancelled') throw closed(prospect);
  if (customerTenantId !== null) return [{ type: 'prospectLinked', customerTenantId, matchedBy: 'person' }];
  if (state !== 'ambiguous') return [];
  const until = expiresAt > now ? expiresAt : new Date(now.getTime() + rules.lifetimeMs);
  return [{ type: 'candidatesDismissed', expiresAt: until }];
}

function closed({ state, customerTenantId }: Prospect): AgreementError {
  const detail =
    state === 'ambiguous'
      ? 'Somebody may have accepted this invitation. Say who it is, or that it is none of the candidates.'
      : `This invitation is ${state}. Create a new one.`;
  return new AgreementError('INVITATION_CLOSED', detail, {
    extensions: customerTenantId === null ? {} : { customerTenantId },
  });
}
