import type { AttestationFailureReason } from './attestation.ts';
import { isOfNationalCloud } from '../cloud.ts';
import type { AgreementRecord, Invitation, UnknownReason } from './record.ts';
import { finalReasons } from './standing.ts';

/** Why the record is in its state, where the state alone does not say. */
export type StatusReason = { readonly code: string; readonly detail: string };

const unknownDetails: Record<UnknownReason, string> = {
  notYetChecked: 'Microsoft has not been asked yet.',
  noRelationship: 'There is no active reseller relationship with this customer.',
  customerNotFound: 'Partner Center does not know this customer.',
  tokenWithoutMfa:
    'Partner Center refused our token because it was issued without multifactor authentication.',
  signInFailed: 'Countersign cannot sign in to Partner Center.',
  unavailable: 'Partner Center does not answer. It is asked again.',
  unreadable:
    'Partner Center answered in a form that Countersign cannot read. The operator is told; it is asked again every hour.',
  accessDenied: 'Partner Center denied access to this customer.',
  refused: 'Partner Center refused the question. Its code is in the history.',
};

/** Whatever Microsoft says of such a customer, this is why; the history has Microsoft's own reason. */
const otherCloud: StatusReason = {
  code: 'otherCloud',
  detail:
    'The customer is in a national cloud, where this agreement cannot be read or accepted. Use the partner account of that cloud.',
};

/** Why Microsoft tells nothing of a customer. */
export function whyUnknown(reason: UnknownReason, domain: string): StatusReason {
  if (finalReasons.includes(reason) && isOfNationalCloud(domain)) return otherCloud;
  return { code: reason, detail: unknownDetails[reason] };
}

/** Why a requested check at Microsoft was not made. */
export const lookFailures = {
  throttled: 'Partner Center asks us to slow down. Ask again in a minute.',
  tooLate: 'Partner Center took too long. The look goes on; ask again in a moment.',
} as const;

export function lookFailed(reason: UnknownReason | keyof typeof lookFailures): StatusReason {
  const detail =
    reason === 'throttled' || reason === 'tooLate' ? lookFailures[reason] : unknownDetails[reason];
  return { code: reason, detail };
}

/** What went wrong with an attestation, and what to do. */
export const attestationFailureDetails: Record<AttestationFailureReason, string> = {
  signatoryOnRecord:
    'Partner Center already has an agreement of this customer with the same contact. Attest again with another signatory, or another e-mail address or phone number.',
  signatoryDeclined:
    'The signatory declined the agreement. Speak with the customer, then attest again or invite.',
  wrongSignatory:
    'The recipient says that they are the wrong person. Ask the customer who may sign, and attest with that signatory.',
  attestationExpired: 'The signatory did not accept in time. Attest again, or invite the customer.',
  mailUndeliverable:
    'The mail service could not deliver the mail to the signatory. Correct the address and attest again.',
  attestationRefused:
    'Partner Center refused the attestation. Look up its code in the history; the correlation id helps Microsoft’s support.',
  noRelationship:
    'There is no active reseller relationship with this customer. Have it accepted, then attest again.',
  customerNotFound: 'Partner Center does not know this customer. Check the tenant id.',
  accessDenied:
    'Partner Center denied the attestation. Check the roles of the service account and the app, then attest again.',
};

const undeliverableDetails: Record<NonNullable<Invitation['undeliverableReason']>, string> = {
  mailRefused: 'The mail service refused the mail for good. Check the address.',
  bounced: "The recipient's mail server refused the mail. The address may be wrong.",
  suppressed: 'Earlier mails to this address bounced, so the mail service sends nothing to it for a while.',
  quarantined: "The mail was put into quarantine. The customer's mail administrator can release it.",
  filteredSpam: "The mail was filtered as spam. The customer's mail administrator can allow our sender.",
  failed: 'The mail service gave up trying to deliver the mail.',
};

/** What failed hides not that it is unknown whether the customer has accepted. */
function withUnknown(
  { code, detail }: StatusReason,
  { standing, domain }: Pick<AgreementRecord, 'standing' | 'domain'>,
): StatusReason {
  if (standing.kind !== 'unknown') return { code, detail };
  return { code, detail: `${detail} ${acceptanceUnknown} ${whyUnknown(standing.reason, domain).detail}` };
}

/** Begins the explanation of why Microsoft could not be asked. */
export const acceptanceUnknown = 'Whether the customer has accepted already is not known.';

export function statusReason({
  status,
  domain,
  standing,
  failedCheck,
  invitation,
  attestation,
}: AgreementRecord): StatusReason | null {
  if (status === 'failed' && attestation?.failure) {
    const { reason } = attestation.failure;
    return withUnknown({ code: reason, detail: attestationFailureDetails[reason] }, { standing, domain });
  }
  if (status === 'undeliverable' && invitation?.undeliverableReason) {
    const code = invitation.undeliverableReason;
    return withUnknown({ code, detail: undeliverableDetails[code] }, { standing, domain });
  }
  if (invitation?.state === 'declined' && (status === 'required' || status === 'reacceptanceRequired')) {
    return { code: 'declined', detail: 'The recipient says that they are the wrong person.' };
  }
  if (standing.kind === 'unknown') return whyUnknown(standing.reason, domain);
  return failedCheck && whyUnknown(failedCheck.reason, domain);
}
