import { firstHash, sealNext, type Chained } from '../chain.ts';
import type { Candidate, MatchedBy, Prospect, ProspectLink, ProspectNotice } from './prospect.ts';
import type { ProspectRequest } from './prospect.ts';
import type { Actor, MicrosoftTrace } from '../actor.ts';

/** What can happen to a prospect. */
export type ProspectEventData =
  | ({ readonly type: 'prospectInvited'; readonly id: string; readonly expiresAt: Date } & ProspectRequest)
  | ({ readonly type: 'linkFetched'; readonly operationId: string | null } & ProspectLink)
  | { readonly type: 'linkRefused'; readonly code: string }
  | {
      readonly type: 'prospectResent';
      readonly sending: number;
      readonly expiresAt: Date;
      /** Null while the link is missing. */
      readonly operationId: string | null;
    }
  | { readonly type: 'mailSent'; readonly operationId: string; readonly remindAt: Date | null }
  | { readonly type: 'mailRefused'; readonly operationId: string; readonly reason: string }
  | { readonly type: 'reminderRequested'; readonly reminder: number; readonly operationId: string }
  | { readonly type: 'noticeRequested'; readonly topic: ProspectNotice; readonly operationId: string }
  | { readonly type: 'noticeSent' | 'noticeRefused'; readonly operationId: string }
  /** The reader said that they are the wrong person. */
  | { readonly type: 'prospectDeclined' }
  /** The reader took that back. */
  | { readonly type: 'prospectReopened'; readonly remindAt: Date | null }
  /** The reader of a link that has ended asks for another one. */
  | { readonly type: 'renewalWanted' }
  /** A person went on from the link to Microsoft. */
  | { readonly type: 'prospectOpened' }
  | { readonly type: 'prospectExpired' }
  | { readonly type: 'prospectCancelled' }
  | { readonly type: 'candidatesFound'; readonly candidates: readonly Candidate[] }
  | { readonly type: 'candidatesDismissed'; readonly expiresAt: Date }
  | { readonly type: 'prospectLinked'; readonly customerTenantId: string; readonly matchedBy: MatchedBy }
  | { readonly type: 'customerCarriedOn' };

/** One line of a prospect's history. */
export type ProspectEvent = Chained<ProspectEventData>;

/** More than any resend limit counts (the setting is capped below it). */
const keptResends = 10;
const maxCandidates = 20;
const maxDismissed = 100;

/** The prospect after some happenings, with a line of history for each. @throws {Error} when there is none at all */
export function appendToProspect(
  before: Prospect | undefined,
  happenings: readonly ProspectEventData[],
  context: { readonly at: Date; readonly by: Actor; readonly microsoft?: MicrosoftTrace | null },
): { readonly prospect: Prospect; readonly events: readonly ProspectEvent[] } {
  const { at, by, microsoft = null } = context;
  let prospect = before;
  const events: ProspectEvent[] = [];
  for (const what of happenings) {
    const event = sealNext(prospect, { at, by, microsoft, what });
    events.push(event);
    prospect = applyProspectEvent(prospect, event);
  }
  if (!prospect) throw new Error('a prospect starts with an invitation');
  return { prospect, events };
}

/** The prospect that a history tells. @throws {Error} on an empty history */
export function foldProspect(events: readonly ProspectEvent[]): Prospect {
  const prospect = events.reduce<Prospect | undefined>(applyProspectEvent, undefined);
  if (!prospect) throw new Error('a prospect starts with an invitation');
  return prospect;
}

function applyProspectEvent(
  before: Prospect | undefined,
  { version, at, by, what, hash }: ProspectEvent,
): Prospect {
  const begun = before ?? { ...begin(what, at), ...(by.kind === 'agent' ? { invitedBy: by.id } : {}) };
  const changed: Prospect = { ...begun, version, updatedAt: at, headHash: hash };
  return { ...changed, ...changes(changed, what, at) };
}

function changes(prospect: Prospect, what: ProspectEventData, at: Date): Partial<Prospect> {
  const { link, resentAt, candidates, dismissed } = prospect;
  switch (what.type) {
    case 'prospectInvited':
      return {};
    case 'linkFetched': {
      const { url, resellerName, operationId } = what;
      return { link: { url, resellerName }, mail: pending(operationId, 0, at) };
    }
    case 'linkRefused':
      return { state: 'failed', stateReason: what.code };
    case 'prospectResent': {
      const { sending, expiresAt, operationId } = what;
      const resent = [...resentAt, at].slice(-keptResends);
      const fresh = { state: 'open', stateReason: null, remindAt: null, remindersSent: 0 } as const;
      return {
        renewalWantedAt: null,
        ...fresh,
        sending,
        expiresAt,
        resentAt: resent,
        mail: link && pending(operationId, 0, at),
      };
    }
    case 'mailSent': {
      const { mail, remindersSent } = prospect;
      if (mail?.operationId !== what.operationId) return {};
      const { reminder } = mail;
      return {
        mail: null,
        remindAt: what.remindAt,
        ...(reminder > 0 ? { remindersSent: Math.max(reminder, remindersSent) } : { sentAt: at }),
      };
    }
    case 'mailRefused':
      return { ...quiet, state: 'undeliverable', stateReason: what.reason };
    case 'reminderRequested':
      return { mail: pending(what.operationId, what.reminder, at), remindAt: null };
    case 'noticeRequested': {
      const { topic: notice, operationId } = what;
      return { mail: { operationId, notice, reminder: 0, requestedAt: at } };
    }
    case 'noticeSent':
    case 'noticeRefused':
      return prospect.mail?.operationId === what.operationId ? { mail: null } : {};
    case 'prospectDeclined':
      return { ...quiet, state: 'declined' };
    case 'prospectOpened':
      return { openedAt: prospect.openedAt ?? at };
    case 'prospectReopened':
      return { state: 'open', remindAt: what.remindAt };
    case 'renewalWanted':
      return { renewalWantedAt: at };
    case 'prospectExpired':
      return { ...quiet, state: 'expired' };
    case 'prospectCancelled':
      return { ...quiet, state: 'cancelled', candidates: [] };
    case 'candidatesFound': {
      const known = new Set(what.candidates.map(({ customerTenantId }) => customerTenantId));
      const others = candidates.filter(({ customerTenantId }) => !known.has(customerTenantId));
      const all = [...others, ...what.candidates].slice(-maxCandidates);
      return { ...quiet, state: 'ambiguous', stateReason: null, candidates: all };
    }
    case 'candidatesDismissed': {
      const ids = candidates.map(({ customerTenantId }) => customerTenantId);
      const { expiresAt } = what;
      return {
        state: 'open',
        expiresAt,
        candidates: [],
        dismissed: [...dismissed, ...ids].slice(-maxDismissed),
      };
    }
    case 'prospectLinked': {
      const { customerTenantId, matchedBy } = what;
      return {
        ...quiet,
        state: 'linked',
        stateReason: null,
        customerTenantId,
        matchedBy,
        candidates: [],
        isCarriedOn: false,
      };
    }
    case 'customerCarriedOn':
      return { isCarriedOn: true };
  }
}

/** No more mails are sent. */
const quiet = { mail: null, remindAt: null } as const;

function pending(operationId: string | null, reminder: number, requestedAt: Date): Prospect['mail'] {
  return operationId === null ? null : { operationId, reminder, requestedAt };
}

function begin(what: ProspectEventData, at: Date): Prospect {
  if (what.type !== 'prospectInvited') throw new Error('a prospect starts with an invitation');
  const { type: _type, ...asked } = what;
  return {
    ...asked,
    state: 'open',
    stateReason: null,
    link: null,
    mail: null,
    sending: 1,
    resentAt: [],
    sentAt: null,
    openedAt: null,
    remindersSent: 0,
    remindAt: null,
    candidates: [],
    dismissed: [],
    customerTenantId: null,
    matchedBy: null,
    isCarriedOn: false,
    createdAt: at,
    updatedAt: at,
    version: 0,
    headHash: firstHash,
  };
}
