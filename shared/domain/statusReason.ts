import type { AgreementRecord, UnknownReason } from './record.ts';

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
  accessDenied: 'Partner Center denied access to this customer.',
  refused: 'Partner Center refused the question. Its code is in the history.',
};

/** Why a look at Microsoft that somebody waited for was not made. */
export const lookFailures = {
  throttled: 'Partner Center asks us to slow down. Ask again in a minute.',
  tooLate: 'Partner Center took too long. The look goes on; ask again in a moment.',
} as const;

export function lookFailed(reason: UnknownReason | keyof typeof lookFailures): StatusReason {
  const detail =
    reason === 'throttled' || reason === 'tooLate' ? lookFailures[reason] : unknownDetails[reason];
  return { code: reason, detail };
}

export function statusReason({
  status,
  standing,
  failedCheck,
  invitation,
}: AgreementRecord): StatusReason | null {
  if (status === 'undeliverable' && invitation?.undeliverableReason) {
    return {
      code: invitation.undeliverableReason,
      detail: 'The mail service could not deliver the invitation.',
    };
  }
  if (standing.kind === 'unknown') return { code: standing.reason, detail: unknownDetails[standing.reason] };
  return failedCheck && { code: failedCheck.reason, detail: unknownDetails[failedCheck.reason] };
}
