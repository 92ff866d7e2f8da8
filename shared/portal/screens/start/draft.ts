import type { AttestationRequest, Customer, InvitationRequest } from '../../../client/operations.ts';
import { getSession } from '../../api/permissions.ts';
import { t } from '../../words.ts';

/** What is typed to start an acceptance. */
export type Draft = {
  readonly path: 'invite' | 'attest';
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly language: string;
  readonly note: string;
};

// In memory only: names belong into no storage and no address.
const drafts = new Map<string, Draft>();

/** The draft that was left, else one with what is known of the customer. */
export function draftOf(customer: Customer): Draft {
  const kept = drafts.get(customer.customerTenantId);
  if (kept) return kept;
  const person =
    customer.invitation?.recipient ?? customer.attestation?.signatory ?? customer.acceptance?.signatory;
  const wantsAttestation = customer.readiness.nextAction === 'attest';
  return {
    path: wantsAttestation ? 'attest' : 'invite',
    firstName: person?.firstName ?? '',
    lastName: person?.lastName ?? '',
    email: customer.status === 'undeliverable' ? '' : (person?.email ?? ''),
    phone: person?.phone ?? '',
    language: customer.invitation?.language ?? languageOf(customer.country),
    note: '',
  };
}

/** The main language of a country where it is one of ours (CLDR, by the browser), else the partner's. */
function languageOf(country: string | null): string {
  const { languages, defaultLanguage } = getSession();
  const likely = country ? new Intl.Locale(`und-${country}`).maximize().language : '';
  return languages.find((one) => one === likely) ?? defaultLanguage;
}

export const keepDraft = (id: string, draft: Draft): void => void drafts.set(id, draft);
export const forgetDraft = (id: string): void => void drafts.delete(id);

/** What is wrong with each field. */
export function missingIn(draft: Draft): Partial<Record<keyof Draft, string>> {
  const wrong: Partial<Record<keyof Draft, string>> = {};
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim())) {
    wrong.email = t(draft.email.trim() === '' ? 'common.required' : 'common.badEmail');
  }
  if (draft.path === 'attest') {
    if (draft.firstName.trim() === '') wrong.firstName = t('common.required');
    if (draft.lastName.trim() === '') wrong.lastName = t('common.required');
  }
  return wrong;
}

/** The draft as the API takes it. */
export function bodyOf(
  draft: Draft,
  delivery: 'email' | 'link',
): { invite: InvitationRequest; attest: AttestationRequest } {
  const person = {
    firstName: draft.firstName.trim(),
    lastName: draft.lastName.trim(),
    email: draft.email.trim(),
  };
  return {
    invite: {
      recipient: { ...person, firstName: person.firstName || null, lastName: person.lastName || null },
      language: draft.language,
      note: draft.note.trim() || null,
      delivery,
    },
    attest: {
      signatory: { ...person, phone: draft.phone.trim() || null },
      language: draft.language,
      delivery,
    },
  };
}
