import { AgreementError } from '../../domain/errors.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { readCustomer, type CallerScope } from '../customers/readCustomer.ts';
import type { Needs } from '../ports/ports.ts';

type Wanted = {
  readonly customerTenantId: string;
  readonly invitationNumber: number;
  readonly sight: CallerScope;
};

/**
 * The record of a customer whose current invitation is this one, and can still be used.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `INVITATION_NOT_FOUND` · `INVITATION_CLOSED`
 */
export async function requireOpenInvitation(
  needs: Pick<Needs, 'agreements' | 'schedule'>,
  { customerTenantId, invitationNumber, sight }: Wanted,
): Promise<AgreementRecord> {
  const { record } = await readCustomer(needs, customerTenantId, sight);
  const { invitation } = record;
  if (!invitation || invitationNumber > invitation.number) {
    throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
  }
  const isUsable = ['open', 'undeliverable', 'expired'].includes(invitation.state);
  if (invitation.number === invitationNumber && isUsable) return record;
  throw new AgreementError(
    'INVITATION_CLOSED',
    'This invitation is over. Read the record for the current one.',
  );
}
