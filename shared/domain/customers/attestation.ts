import type { Delivery } from '../delivery.ts';
import type { Language } from '../language.ts';

/** `enhanced` is today's flow, `classic` the one of 2020, which Microsoft retired on 5 January 2026. */
export const attestationModes = ['enhanced', 'classic'] as const;
export type AttestationMode = (typeof attestationModes)[number];

/** The person at the customer who accepts, as Partner Center wants to know them. */
export type Signatory = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
};

/**
 * `requested`: Microsoft has to be told · `waiting`: the signatory has the link · `signed`: they accepted, and the
 * agreement has to be put on record · `closed`: the customer accepted in another way · `replaced`: by a newer one ·
 * `cancelled`: by the partner.
 */
export const attestationStates = [
  'requested',
  'waiting',
  'signed',
  'completed',
  'failed',
  'closed',
  'replaced',
  'cancelled',
] as const;
export type AttestationState = (typeof attestationStates)[number];

/** Why an attestation failed; statusReason.ts says what each means. */
export const attestationFailures = [
  'signatoryOnRecord',
  'signatoryDeclined',
  'wrongSignatory',
  'attestationExpired',
  'mailUndeliverable',
  'attestationRefused',
  'noRelationship',
  'customerNotFound',
  'accessDenied',
] as const;
export type AttestationFailureReason = (typeof attestationFailures)[number];

/** `code` and `correlationId` are Microsoft's, where Microsoft refused. */
export type AttestationFailure = {
  readonly reason: AttestationFailureReason;
  readonly code: string | null;
  readonly correlationId: string | null;
};

/** What the agreement will be put on record with: fixed before the first attempt, the same on every other. */
export type Confirmation = { readonly templateId: string; readonly agreedAt: Date };

/** Option 1: the partner confirms that the customer accepted. A customer has one at a time. */
export type Attestation = {
  /** Counts the customer's attestations from 1. */
  readonly number: number;
  readonly mode: AttestationMode;
  readonly delivery: 'email' | 'link';
  readonly signatory: Signatory;
  readonly companyName: string;
  readonly country: string;
  /** Of the agreement, from Microsoft's list. */
  readonly language: string;
  /** What was asked for; null when nothing was. */
  readonly wantedLanguage: string | null;
  /** Set where another signatory is put on record of a customer who has accepted. */
  readonly isUpdate?: true;
  readonly mailLanguage: Language;
  /** When the customer accepted: as the partner says (classic), as Microsoft says (enhanced). */
  readonly acceptedAt: Date | null;
  readonly state: AttestationState;
  readonly createdAt: Date;
  /** After this the signatory gets no new link. */
  readonly closesAt: Date;
  /** Since when the present step waits to be done. */
  readonly stepAt: Date;
  /** MS-RequestId of the command at hand; null when none is. */
  readonly requestId: string | null;
  /** How many links the signatory was given, this one included. */
  readonly link: number;
  /** Of Microsoft's id of the present link, see `attestationId.ts`. */
  readonly attestationDigest: string | null;
  readonly linkAt: Date | null;
  readonly linkExpiresAt: Date | null;
  readonly openedAt: Date | null;
  /** As with invitations: see `record.ts`. */
  readonly lastOpenedAt?: Date;
  readonly openings?: number;
  readonly invitedBy?: string;
  /** Null when the partner hands the link out. */
  readonly mailId: string | null;
  readonly sentAt: Date | null;
  /** Counts the mails with the link; absent for the first. */
  readonly sending?: number;
  /** When the mail was sent again, newest last; only those that still matter for the resend limit. */
  readonly resentAt?: readonly Date[];
  /** What the mail service reports of that mail; null until it does. */
  readonly deliveryReport: Delivery | null;
  readonly remindersSent: number;
  /** When to remind the signatory next; null when no reminder is planned. */
  readonly remindAt: Date | null;
  readonly signedAt: Date | null;
  readonly confirmation: Confirmation | null;
  readonly endedAt: Date | null;
  readonly failure: AttestationFailure | null;
};

/** `{tenantId}.attestation.{number}`, as with invitations. */
export function attestationIdOf(customerTenantId: string, number: number): string {
  return `${customerTenantId}.attestation.${String(number)}`;
}

/** What Countersign has to do next by itself: nothing while the signatory has the link, or at the end. */
export type AttestationStep = 'create' | 'prepare' | 'confirm';

export function attestationStep({ state, mode, confirmation }: Attestation): AttestationStep | null {
  const isAgreed = state === 'signed' || (state === 'requested' && mode === 'classic');
  if (isAgreed) return confirmation ? 'confirm' : 'prepare';
  return state === 'requested' ? 'create' : null;
}

export function isOpenAttestation(attestation: Pick<Attestation, 'state'> | null): boolean {
  return attestation !== null && ['requested', 'waiting', 'signed'].includes(attestation.state);
}

export function isSameSignatory(
  a: Signatory,
  b: { readonly [Part in keyof Signatory]: string | null },
): boolean {
  const phoneOf = (phone: string | null): string => phone ?? '';
  return (
    a.firstName === b.firstName &&
    a.lastName === b.lastName &&
    a.email === b.email &&
    phoneOf(a.phone) === phoneOf(b.phone)
  );
}
