import type { AttestationFailureReason } from './attestation.ts';
import type { AgreementRecord, Status } from './record.ts';
import { acceptanceUnknown } from './statusReason.ts';

/**
 * May this customer order now, and if not, why and what to do. `canOrder` is null when it is unknown.
 * Without a valid agreement Partner Center refuses orders with 13605 (documented).
 */
export type Readiness = {
  readonly canOrder: boolean | null;
  readonly code: (typeof readinessCodes)[number];
  readonly detail: string;
  readonly nextAction: (typeof nextActions)[number];
};

export const readinessCodes = [
  'READY',
  'ACCEPTANCE_REQUIRED',
  'REACCEPTANCE_REQUIRED',
  'CANNOT_ACCEPT_DIRECTLY',
  'WAITING_FOR_CUSTOMER',
  'INVITATION_UNDELIVERABLE',
  'INVITATION_EXPIRED',
  'ATTESTATION_PENDING',
  'STATUS_UNKNOWN',
  'NEEDS_ATTENTION',
  'ORDER_REFUSED',
] as const;

export const nextActions = [
  'none',
  'invite',
  'attest',
  'wait',
  'resend',
  'correctRecipient',
  'check',
  'contactSupport',
  // For callers who may not do it themselves.
  'askAgent',
  'askProvider',
] as const;

const byStatus: Record<Status, Readiness> = {
  accepted: {
    canOrder: true,
    code: 'READY',
    detail: 'The customer has accepted the Microsoft Customer Agreement.',
    nextAction: 'none',
  },
  required: {
    canOrder: false,
    code: 'ACCEPTANCE_REQUIRED',
    detail: 'The customer has not accepted the Microsoft Customer Agreement.',
    nextAction: 'invite',
  },
  reacceptanceRequired: {
    canOrder: false,
    code: 'REACCEPTANCE_REQUIRED',
    detail: 'The customer accepted an earlier version of the agreement and has to accept again.',
    nextAction: 'invite',
  },
  invited: {
    canOrder: false,
    code: 'WAITING_FOR_CUSTOMER',
    detail:
      'The customer is invited and has not accepted yet. Microsoft may show an acceptance only on the next business day.',
    nextAction: 'wait',
  },
  undeliverable: {
    canOrder: false,
    code: 'INVITATION_UNDELIVERABLE',
    detail: 'The invitation could not be delivered.',
    nextAction: 'correctRecipient',
  },
  expired: {
    canOrder: false,
    code: 'INVITATION_EXPIRED',
    detail: 'The invitation expired before the customer accepted.',
    nextAction: 'resend',
  },
  attesting: {
    canOrder: false,
    code: 'ATTESTATION_PENDING',
    detail: 'The attestation is under way. Microsoft may show an acceptance only on the next business day.',
    nextAction: 'wait',
  },
  unknown: {
    canOrder: null,
    code: 'STATUS_UNKNOWN',
    detail: 'Microsoft could not be asked whether the customer has accepted.',
    nextAction: 'check',
  },
  failed: {
    canOrder: false,
    code: 'NEEDS_ATTENTION',
    detail: 'Something went wrong that needs a person.',
    nextAction: 'contactSupport',
  },
};

/** The admin center sends such customers back to their partner (documented), so a mail would not help. */
export const cannotAcceptDirectly: Readiness = {
  canOrder: false,
  code: 'CANNOT_ACCEPT_DIRECTLY',
  detail: 'The admin center told the customer to ask the partner, who has to attest.',
  nextAction: 'attest',
};

/** Microsoft does not tell a renewed direct acceptance from the old one, so only an attestation renews it. */
const renewByAttesting: Readiness = {
  ...byStatus.reacceptanceRequired,
  detail:
    'The customer accepted an earlier version of the agreement directly. Microsoft does not tell when a direct acceptance is renewed, so the partner has to attest.',
  nextAction: 'attest',
};

/** Partner Center's refusal of an order is newer than what its lists say. */
const orderRefused: Readiness = {
  canOrder: false,
  code: 'ORDER_REFUSED',
  detail:
    'Partner Center refused an order for want of the agreement (13605), though its lists show an acceptance. Microsoft is asked again.',
  nextAction: 'check',
};

/** What is under way, or went wrong, hides not that the customer may have accepted in another way. */
function unlessUnknown(status: Status, standing: AgreementRecord['standing'] | undefined): Readiness {
  const plain = byStatus[status];
  if (standing?.kind !== 'unknown' || plain.canOrder !== false) return plain;
  return { ...plain, canOrder: null, detail: `${plain.detail} ${acceptanceUnknown}` };
}

const stillToAccept: readonly Status[] = [
  'required',
  'reacceptanceRequired',
  'invited',
  'undeliverable',
  'expired',
];

/** After these another attestation helps; after the others a person has to fix something first. */
const attestAgain: readonly AttestationFailureReason[] = [
  'signatoryOnRecord',
  'signatoryDeclined',
  'wrongSignatory',
  'attestationExpired',
  'mailUndeliverable',
];

export function readiness(
  record: Pick<AgreementRecord, 'status'> &
    Partial<Pick<AgreementRecord, 'cannotAcceptDirectly' | 'attestation' | 'standing' | 'orderRefusedAt'>>,
): Readiness {
  const { status, standing } = record;
  if (status === 'accepted' && record.orderRefusedAt) return orderRefused;
  const plain = unlessUnknown(status, standing);
  const reason = record.attestation?.failure?.reason;
  if (status === 'failed') {
    return reason && attestAgain.includes(reason) ? { ...plain, nextAction: 'attest' } : plain;
  }
  const hasLapsed = standing?.kind === 'lapsed' && standing.acceptance.path === 'customerDirect';
  if (status === 'reacceptanceRequired' && hasLapsed) return renewByAttesting;
  if (!record.cannotAcceptDirectly || !stillToAccept.includes(status)) return plain;
  return { ...cannotAcceptDirectly, canOrder: plain.canOrder };
}
