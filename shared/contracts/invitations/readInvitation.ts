import { AgreementError } from '../../domain/errors.ts';
import type { InvitationRequest } from '../../domain/customers/invitation.ts';
import type { InvitationBody } from './invitation.ts';
import { readItemId } from '../itemId.ts';
import type { Language } from '../../domain/language.ts';

/** Absent parts become null, as everywhere inside. */
export function readInvitation(
  body: InvitationBody,
): Omit<InvitationRequest, 'language'> & { language: Language | null } {
  const { kind, delivery, recipient } = body;
  const { email, firstName = null, lastName = null, phone: number = null } = recipient;
  const note = body.note ? body.note : null;
  return {
    kind,
    delivery,
    note,
    language: body.language ?? null,
    recipient: { firstName, lastName, email, phone: number },
  };
}

/** `isUntyped`: the id is of the form that names no kind, and may be that of an attestation. */
export type InvitationTarget = {
  readonly customerTenantId: string;
  readonly invitationNumber: number;
  readonly isUntyped: boolean;
};

/** @throws {AgreementError} `INVITATION_NOT_FOUND` for what cannot be one of ours */
export function readInvitationId(id: string): InvitationTarget {
  const item = readItemId(id);
  if (!item) throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
  const { customerTenantId, kind, number } = item;
  if (kind === 'attestation')
    throw new AgreementError(
      'INVITATION_NOT_FOUND',
      'This is the id of an attestation. Attestations have calls of their own, below their customer.',
    );
  return { customerTenantId, invitationNumber: number, isUntyped: kind === null };
}
