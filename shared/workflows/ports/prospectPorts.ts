import type { CustomerProfile } from '../../domain/prospects/matchProspect.ts';
import type { RelatedPartner } from '../../domain/partnerCenter/partnerType.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import type { ProspectEvent } from '../../domain/prospects/prospectEvents.ts';
import type { OutgoingMail } from './mailPorts.ts';
import type { IdempotencyRecord } from './recordPorts.ts';
import type { MicrosoftTrace } from '../../domain/actor.ts';

/** A prospect as stored; `token` fences the next commit and means nothing else. */
export type StoredProspect = { readonly prospect: Prospect; readonly token: unknown };

/** One step of one prospect: everything in it is stored, or nothing is. */
export type ProspectChange = {
  readonly before: StoredProspect | undefined;
  readonly after: Prospect;
  readonly events: readonly ProspectEvent[];
  /** Null for a prospect that waits for nothing. */
  readonly dueAt: Date | null;
  /** The bytes of the mail that the step asks for. */
  readonly mail: OutgoingMail | null;
  readonly receipt: IdempotencyRecord | null;
};

export type ProspectFilter = { readonly resellerTenantId: string | null };

export type ProspectPage = { readonly prospects: readonly Prospect[]; readonly position: string | null };

/** Relationship invitations with their history. All methods throw `STORAGE_UNAVAILABLE` when storage does not answer. */
export type Prospects = {
  find(id: string): Promise<StoredProspect | undefined>;
  /** `conflict`: it was changed since `before` was read, or the receipt exists; nothing was stored. */
  commit(change: ProspectChange): Promise<'committed' | 'conflict'>;
  /** Moves an unchanged prospect to its next instant. One that others changed meanwhile stays where it is. */
  move(stored: StoredProspect, dueAt: Date): Promise<void>;
  receipt(id: string): Promise<IdempotencyRecord | undefined>;
  mail(id: string, operationId: string): Promise<OutgoingMail | undefined>;
  /** Oldest first. */
  history(id: string): Promise<ProspectEvent[]>;
  /** Ids of what is due, soonest first. */
  due(now: Date, limit: number): Promise<string[]>;
  /** All that a new customer may turn out to be. */
  followed(): Promise<Prospect[]>;
  /** Newest first; `position` goes on where a page ended, null is the end. */
  page(filter: ProspectFilter, size: number, position: string | null): Promise<ProspectPage>;
};

/** A wake-up call: the handler re-reads the prospect. Never fails, since the sweep comes to it without one. */
export type ProspectWakeUps = { send(prospectId: string, delayMs?: number): Promise<void> };

/** What Partner Center does for customers that are not ours yet. Both methods throw `PARTNER_CENTER_…` errors. */
export type RelationshipCalls = {
  /** The link that invites a customer into a relationship, to the letter; a provider may name one of its resellers. */
  relationshipLink(
    resellerTenantId: string | null,
  ): Promise<{ readonly url: string; readonly microsoft: MicrosoftTrace }>;
  /** One of the resellers below us; undefined where it is not one. */
  reseller(tenantId: string): Promise<RelatedPartner | undefined>;
  /** What tells a customer from another of the same name; undefined where Partner Center tells us nothing of it. */
  profile(customerTenantId: string): Promise<CustomerProfile | undefined>;
};
