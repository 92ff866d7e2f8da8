import type { Language } from '../language.ts';
import type { Person } from '../person.ts';

/** States of a relationship invitation; its customer has no tenant id that we know of until it is `linked`. */
export const prospectStates = [
  'open',
  'undeliverable',
  'ambiguous',
  'linked',
  'expired',
  'declined',
  'cancelled',
  'failed',
] as const;
export type ProspectState = (typeof prospectStates)[number];

/** What told that a customer is the prospect; `person`: an agent said so. */
export const matchWays = ['domain', 'companyAndContact', 'company', 'contact', 'person'] as const;
export type MatchedBy = (typeof matchWays)[number];

/** A customer that may be the prospect, for an agent to decide. */
export type Candidate = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  readonly matchedBy: MatchedBy;
};

/** What an agent asks for. */
export type ProspectRequest = {
  readonly recipient: Person;
  readonly companyName: string | null;
  readonly domain: string | null;
  /** Of an indirect provider: the reseller that serves the customer together with us. */
  readonly resellerTenantId: string | null;
  readonly language: Language;
  readonly note: string | null;
  readonly delivery: 'email' | 'link';
};

/** What waits to be sent: to the prospect (`reminder` 0 is the invitation itself), or to the partner's agents. */
export type ProspectMail = {
  readonly operationId: string;
  readonly reminder: number;
  readonly requestedAt: Date;
  readonly notice?: ProspectNotice;
};

/** What became of an invitation that agents are told of by mail. */
export type ProspectNotice =
  Extract<ProspectState, 'undeliverable' | 'expired' | 'declined' | 'ambiguous'> | 'wanted';

/** A company invited to take us as partner and accept the agreement, followed until its tenant is known. */
export type Prospect = ProspectRequest & {
  readonly id: string;
  readonly state: ProspectState;
  /** An error code, or why the mail did not arrive. */
  readonly stateReason: string | null;
  /** Microsoft's link, kept to the letter; null until Partner Center gave it. */
  readonly link: ProspectLink | null;
  readonly mail: ProspectMail | null;
  /** 1 for the invitation itself, then one more per resend. */
  readonly sending: number;
  readonly resentAt: readonly Date[];
  readonly sentAt: Date | null;
  readonly openedAt: Date | null;
  /** When a reader of the link asked for another one, which a resend is; null once answered. */
  readonly renewalWantedAt?: Date | null;
  /** Object id of the agent who invited; absent where a program did. */
  readonly invitedBy?: string;
  readonly remindersSent: number;
  readonly remindAt: Date | null;
  readonly candidates: readonly Candidate[];
  /** Customers that an agent said are not this prospect. */
  readonly dismissed: readonly string[];
  readonly customerTenantId: string | null;
  readonly matchedBy: MatchedBy | null;
  /** Whether the customer's own record has gone on from here. */
  readonly isCarriedOn: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
  /** Hash of the newest event of its history. */
  readonly headHash: string;
};

export type ProspectLink = { readonly url: string; readonly resellerName: string | null };

/**
 * Whether a new customer may turn out to be this prospect. A mail that bounced or ran out may still have been read,
 * and a wrong person may have passed it on.
 */
export function isFollowed({ state }: Pick<Prospect, 'state'>): boolean {
  return ['open', 'undeliverable', 'ambiguous', 'expired', 'declined'].includes(state);
}

export type ProspectStep = 'carryOn' | 'expire' | 'fetchLink' | 'sendMail' | 'remind' | 'wait';

/** What a prospect wants done now. One thing at a time: doing it changes the prospect. */
export function nextProspectStep(prospect: Prospect, now: Date): ProspectStep {
  const { state, isCarriedOn, expiresAt, link, mail, remindAt } = prospect;
  if (state === 'linked') return isCarriedOn ? 'wait' : 'carryOn';
  if (mail?.notice) return 'sendMail';
  if (state !== 'open') return 'wait';
  if (expiresAt <= now) return 'expire';
  if (!link) return 'fetchLink';
  if (mail) return 'sendMail';
  return remindAt && remindAt <= now ? 'remind' : 'wait';
}

/** When a prospect has to be processed next even if every message is lost; null for never. */
export function prospectDueAt(prospect: Prospect, now: Date, graceMs: number): Date | null {
  const { state, isCarriedOn, expiresAt, link, mail, remindAt, updatedAt } = prospect;
  const inGrace = new Date(updatedAt.getTime() + graceMs);
  if (state === 'linked') return isCarriedOn ? null : later(inGrace, now);
  if (mail?.notice) return later(inGrace, now);
  if (state !== 'open') return null;
  const waiting = !link || mail ? inGrace : (remindAt ?? expiresAt);
  return later(waiting < expiresAt ? waiting : expiresAt, now);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

/** The name of a company for agents and readers, also where none was given. */
export function nameOfProspect({ companyName, domain, recipient }: ProspectRequest): string {
  return companyName ?? domain ?? recipient.email.slice(recipient.email.lastIndexOf('@') + 1);
}

/**
 * Domains by which Partner Center may list the company: the one that an agent named, and the first domain that a tenant
 * of that name or of the recipient's address would have.
 */
export function likelyDomains({ domain, recipient }: Pick<Prospect, 'domain' | 'recipient'>): string[] {
  const known = [domain ?? '', recipient.email.slice(recipient.email.lastIndexOf('@') + 1)];
  const first = known.flatMap((one) =>
    one.split('.')[0] ? `${one.split('.')[0] ?? ''}.onmicrosoft.com` : [],
  );
  return [...new Set([...(domain ? [domain] : []), ...first].map((one) => one.toLowerCase()))];
}
