import { attestationIdOf, isOpenAttestation } from '../../domain/customers/attestation.ts';
import { decideCheckRequest } from '../../domain/customers/standing.ts';
import { decideCancel, decideResend } from '../../domain/customers/invitation.ts';
import {
  decideAttestationCancel,
  decideAttestationResend,
} from '../../domain/attestations/changeAttestation.ts';
import { invitationId, type AgreementRecord } from '../../domain/customers/record.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';
import type { ImportAction } from '../../domain/imports/customerImport.ts';
import { requireAttester } from '../../domain/partnerCenter/partnerType.ts';
import { AgreementError } from '../../domain/errors.ts';
import { attestationFor } from '../attestations/attestCustomer.ts';
import { invitationFor, type InviteCustomer } from '../invitations/inviteCustomer.ts';
import { attestationMailIds, mailIds } from '../mail/mailIds.ts';
import type { RowWish } from '../ports/importPorts.ts';
import type { Needs } from '../ports/ports.ts';

/** What a row comes to, and the id of the invitation or the attestation that it is about; null for a check. */
export type RowStep = {
  readonly events: EventData[];
  idIn(this: void, after: AgreementRecord): string | null;
};

type Asked = { readonly action: ImportAction; readonly acceptance: RowWish['acceptance'] };

/**
 * Decides a row by the rules of the single call that it stands for.
 * @throws {AgreementError} what these throw, and `INVALID_INPUT` where it is not known whom to invite
 */
export function rowStep(
  needs: Pick<Needs, 'policy' | 'clock' | 'stableId'>,
  { action, acceptance }: Asked,
  record: AgreementRecord,
): RowStep {
  const { customerTenantId } = record;
  if (acceptance?.path === 'attest') {
    requireAttester(needs.policy.partnerType);
    const idIn = ({ attestation }: AgreementRecord) =>
      attestationIdOf(customerTenantId, attestation?.number ?? 0);
    return { events: attestationFor(needs, record, acceptance.request), idIn };
  }
  if (action === 'check') return { events: decideCheckRequest(record, needs.clock.now()), idIn: () => null };
  if (action === 'resend' || action === 'cancel') return changeOpen(needs, action, record);
  const idIn = ({ invitation }: AgreementRecord) => invitationId(customerTenantId, invitation?.number ?? 0);
  return { events: invitationFor(needs, record, acceptance?.request ?? knownRequest(record)), idIn };
}

/** Resends or withdraws what is open: the attestation where there is one, else the invitation. */
function changeOpen(
  needs: Pick<Needs, 'policy' | 'clock' | 'stableId'>,
  action: 'resend' | 'cancel',
  record: AgreementRecord,
): RowStep {
  const { customerTenantId, attestation, invitation } = record;
  const context = { now: needs.clock.now(), rules: needs.policy.invitation };
  if (attestation && isOpenAttestation(attestation)) {
    const { number } = attestation;
    const mailId = attestationMailIds(needs, customerTenantId);
    const events =
      action === 'cancel'
        ? decideAttestationCancel(record, number)
        : decideAttestationResend(record, number, { ...context, mailId });
    return { events, idIn: () => attestationIdOf(customerTenantId, number) };
  }
  if (!invitation) {
    throw new AgreementError(
      'INVITATION_NOT_FOUND',
      'This customer has neither an invitation nor an attestation.',
    );
  }
  const { number } = invitation;
  const mailId = mailIds(needs, customerTenantId);
  const events =
    action === 'cancel' ? decideCancel(record, number) : decideResend(record, number, { ...context, mailId });
  return { events, idIn: () => invitationId(customerTenantId, number) };
}

/** Of a row that names the customer alone: the person who was asked before. */
function knownRequest({ invitation, attestation }: AgreementRecord): InviteCustomer['request'] {
  const recipient = invitation?.recipient ?? attestation?.signatory;
  if (recipient) {
    return { kind: 'existingCustomer', delivery: 'email', recipient, language: null, note: null };
  }
  throw new AgreementError('INVALID_INPUT', 'Nobody of this customer was asked before.', {
    fields: [{ pointer: '/email', message: 'is missing: nobody of this customer was asked before' }],
  });
}
