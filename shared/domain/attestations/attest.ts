import {
  attestationIdOf,
  isOpenAttestation,
  isSameSignatory,
  type Attestation,
  type AttestationMode,
  type Signatory,
} from '../customers/attestation.ts';
import { refuseNationalCloud } from '../cloud.ts';
import { AgreementError } from '../errors.ts';
import { decideAcceptanceDate, type GivenDate } from './acceptanceDate.ts';
import { chooseAgreementLanguage } from './agreementLanguage.ts';
import { refuseIfAccepted } from '../customers/invitation.ts';
import { acceptablePages, maxWatched, nextAttestationNumber } from '../customers/watchedAttestations.ts';
import { chooseLanguage } from '../language.ts';
import type { AgreementRecord } from '../customers/record.ts';
import type { EventData } from '../customers/agreementEvent.ts';
import type { Language } from '../language.ts';

/** Absent parts are null, and taken from what is known of the customer. */
export type AttestationRequest = GivenDate & {
  readonly signatory: Signatory;
  readonly companyName: string | null;
  readonly country: string | null;
  readonly language: string | null;
  readonly delivery: Attestation['delivery'];
};

/** What the decision needs from outside. */
export type AttestationContext = {
  readonly now: Date;
  readonly mode: AttestationMode;
  readonly lifetimeMs: number;
  readonly defaultLanguage: Language;
  /** Whether another signatory may be put on record of a customer who has accepted. */
  readonly mayUpdate: boolean;
  /** MS-RequestId for the first call about an attestation. */
  readonly requestId: (number: number) => string;
};

/**
 * Begins an attestation. One that waits for another signatory, or was asked for otherwise, is replaced: its link
 * leads nowhere any more, and what is accepted on Microsoft's page behind it still counts. Where only the last step
 * failed, after the signatory had accepted, that step is made again. For a customer who has accepted it puts another
 * signatory on record (documented as updating a confirmation).
 * @throws {AgreementError} `ALREADY_ACCEPTED` · `ATTESTATION_OPEN` · `SIGNATORY_ON_RECORD` · `COUNTRY_NOT_OFFERED` ·
 *   `CLOUD_NOT_SUPPORTED` · `INVALID_INPUT`
 */
export function decideAttestation(
  record: AgreementRecord,
  request: AttestationRequest,
  context: AttestationContext,
): EventData[] {
  const { now, mode, lifetimeMs, defaultLanguage } = context;
  const { signatory, delivery } = request;
  const isUpdate = context.mayUpdate && isOtherSignatory(record, signatory);
  if (!isUpdate) refuseIfAccepted(record);
  refuseNationalCloud(record.domain);
  const companyName = request.companyName ?? record.companyName;
  const country = request.country ?? record.country;
  if (!country) throw countryUnknown();
  const acceptedAt = decideAcceptanceDate(request, country, now);
  const mailLanguage = chooseLanguage(null, country, defaultLanguage);
  const chosen = chooseAgreementLanguage(country, request.language, mailLanguage);
  const { attestation } = record;
  const asked = { delivery, signatory, companyName, country, language: chosen.language, acceptedAt };
  if (attestation && isOpenAttestation(attestation)) refuseIfNothingNew(record, attestation, asked);
  if (
    attestation?.state === 'failed' &&
    attestation.signedAt &&
    isSameSignatory(signatory, attestation.signatory)
  ) {
    return [{ type: 'attestationResumed', number: attestation.number }];
  }
  refuseIfOnRecord(record, signatory);
  refuseTooManyPages(record);
  const number = nextAttestationNumber(record);
  const closesAt = new Date(now.getTime() + lifetimeMs);
  return [
    {
      type: 'attestationRequested',
      ...{ number, mode, ...asked, wantedLanguage: request.language, closesAt },
      mailLanguage: chosen.mailLanguage,
      requestId: mode === 'enhanced' ? context.requestId(number) : null,
      ...(isUpdate ? { isUpdate } : {}),
    },
  ];
}

/** Only what the partner confirmed can be updated: of a direct acceptance Microsoft names no signatory. */
function isOtherSignatory({ standing }: AgreementRecord, signatory: Signatory): boolean {
  if (standing.kind !== 'accepted' || standing.acceptance.path !== 'partnerAttestation') return false;
  const onRecord = standing.acceptance.signatory;
  return onRecord === null || !isSameSignatory(signatory, onRecord);
}

function refuseTooManyPages(record: AgreementRecord): void {
  if (acceptablePages(record).length < maxWatched) return;
  throw new AgreementError(
    'ATTESTATION_OPEN',
    'The customer can still accept ten earlier attestations of these days. Wait until their links have run out, or invite the customer.',
    {
      extensions: {
        attestationId: attestationIdOf(record.customerTenantId, nextAttestationNumber(record) - 1),
      },
    },
  );
}

function countryUnknown(): AgreementError {
  return new AgreementError(
    'INVALID_INPUT',
    'The country of this customer is not known yet. Give it, or ask for a check and try again.',
    { fields: [{ pointer: '/country', message: 'is needed, since the agreement differs by country' }] },
  );
}

type Asked = Pick<
  Attestation,
  'delivery' | 'signatory' | 'companyName' | 'country' | 'language' | 'acceptedAt'
>;

function refuseIfNothingNew({ customerTenantId }: AgreementRecord, open: Attestation, asked: Asked): void {
  const isNew =
    !isSameSignatory(asked.signatory, open.signatory) ||
    asked.companyName !== open.companyName ||
    asked.country !== open.country ||
    asked.language !== open.language ||
    asked.delivery !== open.delivery;
  // Once there may be an agreement with the first signatory, a second one could end in two.
  const mayBeReplaced = open.mode === 'enhanced' && open.state !== 'signed';
  if (isNew && mayBeReplaced) return;
  const why = mayBeReplaced
    ? 'This attestation is already under way. Wait for the signatory, or attest with another one.'
    : 'The customer has accepted, and the agreement is being put on record. Wait for it.';
  throw new AgreementError('ATTESTATION_OPEN', why, {
    extensions: { attestationId: attestationIdOf(customerTenantId, open.number) },
  });
}

/**
 * Partner Center refuses a second agreement with the same contact as 600061 (documented). How it compares is not,
 * so only what is equal throughout is refused here.
 */
function refuseIfOnRecord({ standing }: AgreementRecord, signatory: Signatory): void {
  if (standing.kind !== 'lapsed') return;
  const onRecord = [standing.acceptance.signatory, ...(standing.earlierSignatories ?? [])];
  if (!onRecord.some((one) => one && isSameSignatory(signatory, one))) return;
  throw new AgreementError(
    'SIGNATORY_ON_RECORD',
    'Partner Center already has an agreement of this customer with the same contact and would refuse another (600061). Name another signatory, or another e-mail address or phone number.',
    { fields: [{ pointer: '/signatory', message: 'is the contact of an agreement on record' }] },
  );
}
