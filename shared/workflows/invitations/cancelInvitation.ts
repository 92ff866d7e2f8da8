import { decideCancel, refuseAmbiguous } from '../../domain/customers/invitation.ts';
import type { InvitationCommand } from './resendInvitation.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import type { Outcome } from '../../domain/caller.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';

/** Withdraws the current invitation. A mail not yet sent is not sent any more. */
export async function cancelInvitation(
  needs: StepNeeds,
  command: InvitationCommand,
): Promise<Outcome<AgreementRecord>> {
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
