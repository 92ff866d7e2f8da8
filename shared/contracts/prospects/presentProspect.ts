import type { Break } from '../../domain/chain.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Prospect, ProspectRequest } from '../../domain/prospects/prospect.ts';
import type { ProspectEvent } from '../../domain/prospects/prospectEvents.ts';
import type { ProspectBody, ProspectHistoryView, ProspectView } from './prospect.ts';
import { presentWarnings } from '../customers/presentWarnings.ts';
import { presentChain, presentEvent } from '../customers/presentEvent.ts';
import { readTenantId } from '../tenantId.ts';
import type { Language } from '../../domain/language.ts';

/** The stable link, and what a partner sends by hand where it does. */
export type ProspectText = { readonly url: string; readonly content: ProspectView['content'] };

/** For callers who may not hold links. */
const withoutLink = { url: null, content: null };

/** A relationship invitation as clients see it. */
export function presentProspect(prospect: Prospect, text: ProspectText | null): ProspectView {
  const { url, content } = text ?? withoutLink;
  const { id, state, stateReason, recipient, companyName, domain, resellerTenantId } = prospect;
  const { language, note, delivery, customerTenantId, matchedBy, remindersSent, version } = prospect;
  return {
    ...{ id, state, stateReason, recipient, companyName, domain, resellerTenantId },
    ...{ language, note, delivery, url, isReady: prospect.link !== null, content },
    candidates: [...prospect.candidates],
    ...{ customerTenantId, matchedBy, remindersSent },
    createdAt: prospect.createdAt.toISOString(),
    sentAt: prospect.sentAt?.toISOString() ?? null,
    openedAt: prospect.openedAt?.toISOString() ?? null,
    expiresAt: prospect.expiresAt.toISOString(),
    updatedAt: prospect.updatedAt.toISOString(),
    version,
  };
}

/** The same where its mail goes out; `known` is the customer that has its domain. */
export function presentSentProspect(
  prospect: Prospect,
  text: ProspectText | null,
  known: AgreementRecord | undefined,
) {
  return { ...presentProspect(prospect, text), warnings: presentWarnings(known) };
}

type Seen = {
  readonly prospect: Prospect;
  readonly history: readonly ProspectEvent[];
  readonly tampering: Break | null;
};

/** The same with all that happened, and whether that is what was written. */
export function presentProspectHistory(
  { prospect, history, tampering }: Seen,
  text: ProspectText | null,
): ProspectHistoryView {
  const chain = presentChain(history, prospect.headHash, tampering);
  return { ...presentProspect(prospect, text), history: history.map(presentEvent), chain };
}

/** Absent parts become null, as everywhere inside. */
export function readProspectRequest(
  body: ProspectBody,
): Omit<ProspectRequest, 'language'> & { language: Language | null } {
  const { email, firstName = null, lastName = null, phone = null } = body.recipient;
  return {
    recipient: { firstName, lastName, email, phone },
    companyName: body.companyName ?? null,
    domain: body.domain ?? null,
    resellerTenantId: body.resellerTenantId ?? null,
    language: body.language ?? null,
    note: body.note ? body.note : null,
    delivery: body.delivery,
  };
}

/** Ids are UUIDs; undefined for what is none, as the id of a customer's invitation. */
export function findProspectId(id: string): string | undefined {
  return readTenantId(id);
}

/** @throws {AgreementError} `INVITATION_NOT_FOUND` */
export function readProspectId(id: string): string {
  const known = findProspectId(id);
  if (known !== undefined) return known;
  throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
}

/** A queue message `{ prospectId }`. @throws {AgreementError} `INVALID_INPUT` */
export function parseProspectWakeUp(message: unknown): { prospectId: string } {
  const { prospectId } = (message ?? {}) as { readonly prospectId?: unknown };
  const id = readTenantId(prospectId);
  if (id !== undefined) return { prospectId: id };
  throw new AgreementError('INVALID_INPUT', 'The queue message names no relationship invitation.');
}
