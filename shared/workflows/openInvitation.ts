import { AgreementError } from '../domain/errors.ts';
import { decideOpened } from '../domain/invitation.ts';
import type { Needs } from './ports.ts';
import { transition } from './transition.ts';

/**
 * Follows a link from a mail: notes that it was opened. Where it leads does not depend on the note, so
 * a record that cannot be written just now does not keep the customer from accepting. A link checker's
 * HEAD is no opening.
 * @throws {AgreementError} `LINK_NOT_FOUND` · `INVITATION_CLOSED` when the partner cancelled it
 */
export async function openInvitation(
  needs: Needs,
  { token, isOpened }: { readonly token: string; readonly isOpened: boolean },
): Promise<void> {
  const { customerTenantId, invitationNumber } = needs.links.read(token);
  const stored = await needs.agreements.find(customerTenantId);
  const invitation = stored?.record.invitation;
  if (!invitation || invitationNumber > invitation.number)
    throw new AgreementError('LINK_NOT_FOUND', 'This link is not valid.');
  if (stored.record.cancelledInvitations.includes(invitationNumber)) {
    throw new AgreementError('INVITATION_CLOSED', 'Your partner has withdrawn this invitation.');
  }
  if (!isOpened) return;
  try {
    await transition(needs, customerTenantId, {
      by: { kind: 'customer' },
      decide: (record) => decideOpened(record, invitationNumber),
    });
  } catch (error) {
    if (!(error instanceof AgreementError && error.retryable)) throw error;
  }
}
