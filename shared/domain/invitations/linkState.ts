import type { EventData } from '../customers/agreementEvent.ts';
import type { AgreementRecord } from '../customers/record.ts';
import { isOpenAttestation, type Attestation } from '../customers/attestation.ts';
import { lastAttestationNumber } from '../customers/watchedAttestations.ts';

/** What a customer's link stands for at this moment; its page tells exactly this. */
export type LinkState =
  | { readonly kind: 'open' | 'preparing' | 'signed' | 'confirmed' | 'replaced' | 'withdrawn' | 'refused' }
  /** `canTakeBack`: the same invitation can be opened again. */
  | { readonly kind: 'declined'; readonly canTakeBack: boolean }
  /** `isExact`: `at` is Microsoft's own date, and else the time since when this app has known. */
  | { readonly kind: 'accepted'; readonly at: Date | null; readonly isExact: boolean }
  | { readonly kind: 'newer'; readonly number: number }
  | { readonly kind: 'expired'; readonly until: Date }
  /** The reader has asked the partner for another invitation. */
  | { readonly kind: 'wanted' }
  /** The signatory refused the agreement on Microsoft's page. */
  | { readonly kind: 'rejected' }
  /** Microsoft refused what the partner has to put right first. */
  | { readonly kind: 'stuck' };

/** The state of the link to one invitation of a customer, which may be an earlier one. */
export function invitationLinkState(record: AgreementRecord, number: number, now: Date): LinkState {
  const { invitation, cancelledInvitations, cannotAcceptDirectly } = record;
  const accepted = acceptedState(record);
  if (accepted) return accepted;
  const isUsable = invitation?.state === 'open' || invitation?.state === 'undeliverable';
  if (invitation && number !== invitation.number && isUsable)
    return { kind: 'newer', number: invitation.number };
  if (cancelledInvitations.includes(number) || !invitation) return { kind: 'withdrawn' };
  if (isWanted(record)) return { kind: 'wanted' };
  if (isUsable && invitation.expiresAt > now) return { kind: cannotAcceptDirectly ? 'refused' : 'open' };
  if (invitation.state === 'declined')
    return { kind: 'declined', canTakeBack: number === invitation.number && invitation.expiresAt > now };
  if (invitation.state === 'cancelled') return { kind: 'withdrawn' };
  return { kind: 'expired', until: invitation.expiresAt };
}

/** The state of a signatory's link. A newer one is named only to the same person, since the link is personal. */
export function attestationLinkState(record: AgreementRecord, number: number, now: Date): LinkState {
  const { attestation } = record;
  if (!attestation || number > lastAttestationNumber(record)) return { kind: 'withdrawn' };
  // An update is about another signatory of a customer that has accepted.
  if (!(attestation.isUpdate && isOpenAttestation(attestation))) {
    const accepted = acceptedState(record);
    if (accepted) return accepted;
  }
  if (number !== attestation.number) {
    const earlier = record.watchedAttestations?.find((one) => one.number === number);
    const isSamePerson = earlier?.signatory.email.toLowerCase() === attestation.signatory.email.toLowerCase();
    return isSamePerson && isOpenAttestation(attestation)
      ? { kind: 'newer', number: attestation.number }
      : { kind: 'replaced' };
  }
  if (isWanted(record)) return { kind: 'wanted' };
  switch (attestation.state) {
    case 'requested':
      return { kind: 'preparing' };
    case 'waiting':
      return attestation.closesAt > now ? { kind: 'open' } : { kind: 'expired', until: attestation.closesAt };
    case 'signed':
    case 'completed':
      return { kind: 'signed' };
    case 'cancelled':
      return { kind: 'withdrawn' };
    case 'closed':
    case 'replaced':
      return { kind: 'replaced' };
    case 'failed':
      return failedState(attestation);
  }
}

function failedState({ failure, closesAt }: Attestation): LinkState {
  switch (failure?.reason) {
    case 'wrongSignatory':
      return { kind: 'declined', canTakeBack: false };
    case 'attestationExpired':
      return { kind: 'expired', until: closesAt };
    case 'signatoryDeclined':
      return { kind: 'rejected' };
    default:
      return { kind: 'stuck' };
  }
}

/** Null while the customer has not accepted. */
export function acceptedState({ standing, checkedAt }: AgreementRecord): LinkState | null {
  if (standing.kind !== 'accepted') return null;
  const { acceptedAt } = standing.acceptance;
  return { kind: 'accepted', at: acceptedAt ?? checkedAt, isExact: acceptedAt !== null };
}

/** Until the partner answers with another invitation, which is a newer one. */
function isWanted({ renewalWantedAt, invitation, attestation }: AgreementRecord): boolean {
  if (!renewalWantedAt) return false;
  const isAfter = (at: Date | undefined): boolean => !at || at <= renewalWantedAt;
  return (
    isAfter(invitation?.createdAt) && isAfter(invitation?.resentAt.at(-1)) && isAfter(attestation?.createdAt)
  );
}

/** The reader of a link that has ended asks for another one; asking twice is asking once. */
export function decideRenewal(
  record: AgreementRecord,
  { about, number }: { readonly about: 'invitation' | 'attestation'; readonly number: number },
  now: Date,
): EventData[] {
  const state = (about === 'invitation' ? invitationLinkState : attestationLinkState)(record, number, now);
  return canAskAgain(state) ? [{ type: 'renewalWanted', about, number }] : [];
}

/** Whether another invitation is the only way on. */
export function canAskAgain(state: LinkState): boolean {
  if (state.kind === 'declined') return !state.canTakeBack;
  return state.kind === 'expired' || state.kind === 'rejected';
}
