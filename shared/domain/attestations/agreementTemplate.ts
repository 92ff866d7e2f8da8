import { AgreementError } from '../errors.ts';
import {
  fallbackLanguage,
  languagesOffered,
  templateCountries,
  templateLanguages,
} from './templateCountries.ts';

/** The Microsoft Customer Agreement as Partner Center names it now. */
export type AgreementTemplate = {
  readonly templateId: string;
  /** Microsoft's public page about the agreement; it does not expire. */
  readonly agreementLink: string | null;
  readonly readAt: Date;
};

/** Links to one country's agreement in one language. Each opens without sign-in for 5 minutes (documented). */
export type TemplateDocument = {
  readonly displayUrl: string;
  readonly downloadUrl: string;
  /** What Microsoft gave, which need not be what it was asked for. */
  readonly country: string;
  readonly language: string;
};

/** A document with what was asked for. */
export type FoundTemplate = {
  readonly templateId: string;
  readonly requestedLanguage: string | null;
  readonly languageFallback: boolean;
  readonly offeredLanguages: readonly string[];
  readonly document: TemplateDocument;
  readonly expiresAt: Date;
};

export const documentLifetimeMs = 5 * 60_000;

/**
 * The language to ask Microsoft for: the one wanted, as it is offered in that country, else en-US. A bare
 * `de` is German as offered there; nothing wanted is en-US.
 * @throws {AgreementError} `COUNTRY_NOT_OFFERED` · `INVALID_INPUT` for a language that is offered nowhere
 */
export function chooseTemplateLanguage(
  country: string,
  wanted: string | null,
): { readonly language: string; readonly offered: readonly string[] } {
  const offered = languagesOffered(country);
  if (!offered) throw countryNotOffered();
  if (wanted && !pick(templateLanguages, wanted)) {
    const message = `is offered nowhere; here the agreement is in ${offered.join(' and ')}`;
    const fields = [{ pointer: '/language', message }];
    throw new AgreementError('INVALID_INPUT', 'The agreement is not offered in this language.', { fields });
  }
  return { language: (wanted && pick(offered, wanted)) || fallbackLanguage, offered };
}

/** Whether Microsoft's language is the one that was wanted; a fallback must be told to people. */
export function isFallback(wanted: string | null, given: string): boolean {
  return wanted !== null && pick([given], wanted, { sameRegion: true }) === undefined;
}

/** Microsoft offers no agreement there; the problem names where it does. */
export function countryNotOffered(
  partnerCenter?: AgreementError['details']['partnerCenter'],
): AgreementError {
  return new AgreementError(
    'COUNTRY_NOT_OFFERED',
    'Microsoft does not offer the Microsoft Customer Agreement in this country, so it cannot be accepted there.',
    {
      fields: [{ pointer: '/country', message: 'is not among the countries of the agreement' }],
      extensions: { offeredCountries: templateCountries },
      ...(partnerCenter ? { partnerCenter } : {}),
    },
  );
}

/** Whole tag first, then its language alone; case does not count (BCP 47). */
function pick(offered: readonly string[], wanted: string, { sameRegion = false } = {}): string | undefined {
  const tag = wanted.toLowerCase();
  const primary = tag.split('-')[0] ?? '';
  const same = offered.find((one) => one.toLowerCase() === tag);
  if (same || (sameRegion && tag !== primary)) return same;
  return offered.find((one) => one.toLowerCase().startsWith(`${primary}-`));
}
