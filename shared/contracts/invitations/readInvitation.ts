import { AgreementError } from '../../domain/errors.ts';
import type { InvitationRequest } from '../../domain/customers/invitation.ts';
import type { InvitationBody } from './invitation.ts';
import { readTenantId } from '../tenantId.ts';
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

/**
 * What `invitationId` put together: `{tenantId}.{number}`.
 * @throws {AgreementError} `INVITATION_NOT_FOUND` for what cannot be one of ours
 */
export function readInvitationId(id: string): { customerTenantId: string; invitationNumber: number } {
  const [tenant, number = '', ...rest] = id.split('.');
  const customerTenantId = readTenantId(tenant);
  if (!customerTenantId || !/^[1-9]\d{0,8}$/.test(number) || rest.length > 0) {
    throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
  }
  return { customerTenantId, invitationNumber: Number(number) };
}
