import type { AddressRules, NewCustomerRequest } from '../../../client/operations.ts';
import { getSession } from '../../api/permissions.ts';
import { t } from '../../words.ts';

/** A customer as it is typed; all as text. */
export type Draft = {
  readonly companyName: string;
  /** The part before `.onmicrosoft.com`. */
  readonly domain: string;
  /** Whether the domain was typed, and no longer follows the company's name. */
  readonly isDomainOwn: boolean;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly country: string;
  readonly addressLine1: string;
  readonly addressLine2: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly registrationNumber: string;
  readonly culture: string;
  readonly resellerTenantId: string;
  readonly path: 'invite' | 'attest';
  readonly language: string;
  readonly note: string;
};

export type Wrong = Readonly<Partial<Record<keyof Draft, string>>>;

/** A new customer's form; the country that the reader's browser is set to is the likeliest. */
export function blankDraft(): Draft {
  return {
    ...{ companyName: '', domain: '', isDomainOwn: false, firstName: '', lastName: '', email: '', phone: '' },
    ...{ addressLine1: '', addressLine2: '', city: '', state: '', postalCode: '' },
    ...{ registrationNumber: '', culture: '', resellerTenantId: '', path: 'invite', note: '' },
    country: new Intl.Locale(navigator.language).region ?? '',
    language: getSession().defaultLanguage,
  };
}

/** A domain made of a company's name: Latin letters, digits and hyphens, as Microsoft takes it. */
export function domainOf(companyName: string): string {
  return companyName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/\b(gmbh|ag|ltd|limited|inc|llc|sarl|sas|sa|bv|kg|co|corp)\b/g, '')
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 27);
}

export const isDomain = (name: string): boolean =>
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) && name.length <= 27;

/** Names beside one that is taken. */
export function otherDomains({ domain, country, city }: Draft): readonly string[] {
  const ends = [country.toLowerCase(), domainOf(city), 'group'].filter(Boolean);
  return [...new Set(ends.map((end) => `${domain.slice(0, 26 - end.length)}-${end}`))].filter(isDomain);
}

/** What is wrong with each field, by the country's rules. */
export function wrongIn(draft: Draft, rules: AddressRules | undefined): Wrong {
  const wrong: Partial<Record<keyof Draft, string>> = {};
  const need = (field: keyof Draft, isNeeded = true): void => {
    if (isNeeded && String(draft[field]).trim() === '') wrong[field] = t('common.required');
  };
  const fit = (field: keyof Draft, isFine: boolean, message: string): void => {
    if (!isFine && String(draft[field]).trim() !== '') wrong[field] = message;
  };
  for (const field of ['companyName', 'domain', 'firstName', 'lastName', 'email', 'country'] as const) {
    need(field);
  }
  need('addressLine1');
  need('city', rules?.isCityRequired ?? true);
  need('state', rules?.isStateRequired ?? false);
  need('postalCode', rules?.isPostalCodeRequired ?? false);
  need('phone', rules?.isPhoneRequired ?? false);
  need('registrationNumber', rules?.isRegistrationNumberRequired ?? false);
  fit('domain', isDomain(draft.domain), t('newCustomer.badDomain'));
  fit('email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim()), t('common.badEmail'));
  fit('postalCode', fits(draft.postalCode.trim(), rules?.postalCodePattern), t('newCustomer.badPostalCode'));
  fit('phone', fits(draft.phone.replace(/\D/g, ''), rules?.phonePattern), t('newCustomer.badPhone'));
  return wrong;
}

/** Patterns are Microsoft's own; one that a browser cannot read says nothing. */
function fits(text: string, pattern: string | null | undefined): boolean {
  if (!pattern) return true;
  try {
    return new RegExp(pattern, 'i').test(text);
  } catch {
    return true;
  }
}

const orNull = (text: string): string | null => text.trim() || null;

/** The draft as the API takes it. */
export function bodyOf(
  draft: Draft,
  rules: AddressRules | undefined,
  delivery: 'email' | 'link',
): NewCustomerRequest {
  const takesNumber = rules?.isRegistrationNumberRequired || rules?.isRegistrationNumberSupported;
  return {
    companyName: draft.companyName.trim(),
    domain: draft.domain,
    contact: {
      firstName: draft.firstName.trim(),
      lastName: draft.lastName.trim(),
      email: draft.email.trim(),
      phone: orNull(draft.phone),
    },
    address: {
      addressLine1: draft.addressLine1.trim(),
      addressLine2: orNull(draft.addressLine2),
      city: draft.city.trim(),
      state: orNull(draft.state),
      postalCode: orNull(draft.postalCode),
      country: draft.country,
    },
    culture: orNull(draft.culture),
    registrationNumber: takesNumber ? orNull(draft.registrationNumber) : null,
    resellerTenantId: orNull(draft.resellerTenantId),
    acceptance:
      draft.path === 'invite'
        ? { path: 'invite', language: draft.language, note: orNull(draft.note), delivery }
        : { path: 'attest', language: draft.language, delivery },
  };
}

/** Fields by the place that the API names. */
export function fieldOf(pointer: string): keyof Draft | undefined {
  const name = pointer.split('/').at(-1) ?? '';
  return name in blankDraft() ? (name as keyof Draft) : undefined;
}
