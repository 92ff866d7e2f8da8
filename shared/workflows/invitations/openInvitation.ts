import { AgreementError } from '../../domain/errors.ts';
import { decideOpened } from '../../domain/customers/invitation.ts';
import { findInvitation } from './findInvitation.ts';
import type { Needs } from '../ports/ports.ts';
import { transition } from '../customers/transition.ts';

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
  const { record, invitationNumber } = await findInvitation(needs, token);
  if (!isOpened) return;
  try {
    await transition(needs, record.customerTenantId, {
      by: { kind: 'customer' },
      decide: (current) => decideOpened(current, invitationNumber),
    });
  } catch (error) {
    if (!(error instanceof AgreementError && error.retryable)) throw error;
  }
}
