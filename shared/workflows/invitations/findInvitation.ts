import { AgreementError } from '../../domain/errors.ts';
import type { AgreementRecord, Invitation } from '../../domain/customers/record.ts';
import type { Needs } from '../ports/ports.ts';

export type FoundInvitation = {
  readonly record: AgreementRecord;
  /** The customer's newest; the link may be that of an older one. */
  readonly invitation: Invitation;
  readonly invitationNumber: number;
};

/**
 * The invitation a customer's link belongs to.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `INVITATION_CLOSED` when the partner cancelled it
 */
export async function findInvitation(
  { links, agreements }: Pick<Needs, 'links' | 'agreements'>,
  token: string,
): Promise<FoundInvitation> {
  const { customerTenantId, invitationNumber } = links.read(token);
  const record = (await agreements.current(customerTenantId))?.record;
  const invitation = record?.invitation;
  if (!invitation || invitationNumber > invitation.number)
    throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  if (record.cancelledInvitations.includes(invitationNumber))
    throw new AgreementError('INVITATION_CLOSED', 'Your partner has withdrawn this invitation.');
  return { record, invitation, invitationNumber };
}
