import { AgreementError } from '../../domain/errors.ts';
import type { Needs } from '../ports/ports.ts';

/**
 * Refuses a link to an invitation that never was, or that the partner cancelled.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `INVITATION_CLOSED`
 */
export async function refuseClosedLink(
  { agreements }: Pick<Needs, 'agreements'>,
  { customerTenantId, number }: { readonly customerTenantId: string; readonly number: number },
): Promise<void> {
  const record = (await agreements.current(customerTenantId))?.record;
  if (!record?.invitation || number > record.invitation.number)
    throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  if (record.cancelledInvitations.includes(number))
    throw new AgreementError('INVITATION_CLOSED', 'Your partner has withdrawn this invitation.');
}
