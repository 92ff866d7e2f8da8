import { decideCancel, refuseAmbiguous } from '../../domain/customers/invitation.ts';
import type { Needs } from '../ports/ports.ts';
import type { InvitationCommand } from './resendInvitation.ts';
import { transition, type Outcome } from '../customers/transition.ts';

/** Withdraws the current invitation. A mail not yet sent is not sent any more. */
export async function cancelInvitation(needs: Needs, command: InvitationCommand): Promise<Outcome> {
  const { customerTenantId, invitationNumber, isUntyped, by, once } = command;
  return transition(needs, customerTenantId, {
    by,
    once,
    decide: (record) => {
      if (isUntyped) refuseAmbiguous(record, invitationNumber);
      return decideCancel(record, invitationNumber);
    },
  });
}
