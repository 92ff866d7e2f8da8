import { chooseTemplateLanguage } from '../attestations/agreementTemplate.ts';
import { decideAcceptanceDate, type GivenDate } from '../attestations/acceptanceDate.ts';
import { isOpenAttestation } from '../customers/attestation.ts';
import { AgreementError } from '../errors.ts';
import type { AgreementRecord } from '../customers/record.ts';

/** What the first step of a customer that is to be made depends on. */
type Wanted = GivenDate & {
  readonly country: string;
  /** Of the agreement; null where the customer is invited, or nothing is wanted. */
  readonly language: string | null;
};

/** Where a request for a new customer has what an attestation calls by a shorter name. */
const places: Readonly<Record<string, string>> = {
  '/country': '/address/country',
  '/language': '/acceptance/language',
  '/acceptedAt': '/acceptance/acceptedAt',
};

/**
 * Refuses, before the customer is created, input with which it could never accept.
 * @throws {AgreementError} `COUNTRY_NOT_OFFERED` · `INVALID_INPUT`
 */
export function refuseIfNeverAcceptable(wanted: Wanted, now: Date): void {
  const { country, language } = wanted;
  try {
    chooseTemplateLanguage(country, language);
    decideAcceptanceDate(wanted, country, now);
  } catch (failure) {
    if (!(failure instanceof AgreementError)) throw failure;
    const { code, message, details } = failure;
    const fields = details.fields?.map((field) => ({
      ...field,
      pointer: places[field.pointer] ?? field.pointer,
    }));
    throw new AgreementError(code, message, { ...details, ...(fields ? { fields } : {}) });
  }
}

/** Whether the record, which discovery made first, is under way or done; then it is not begun again. */
export function isUnderWay({ standing, invitation, attestation }: AgreementRecord): boolean {
  return standing.kind === 'accepted' || invitation?.state === 'open' || isOpenAttestation(attestation);
}
