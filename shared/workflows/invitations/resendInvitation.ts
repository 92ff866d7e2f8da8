import { decideResend, refuseAmbiguous } from '../../domain/customers/invitation.ts';
import { mailIds } from '../mail/mailIds.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Actor } from '../../domain/actor.ts';

export type InvitationCommand = {
  readonly customerTenantId: string;
  readonly invitationNumber: number;
  /** The id named no kind. */
  readonly isUntyped?: boolean;
  readonly by: Actor;
  readonly once?: Once<AgreementRecord> | undefined;
};

/** Mails the current invitation once more, with a new id, since this time a second mail is wanted. */
export async function resendInvitation(
  needs: StepNeeds,
  command: InvitationCommand,
): Promise<Outcome<AgreementRecord>> {
  const { customerTenantId, invitationNumber, isUntyped, by, once } = command;
  return transition(needs, customerTenantId, {
    by,
    once,
    decide: (record) => {
      if (isUntyped) refuseAmbiguous(record, invitationNumber);
      const context = {
        now: needs.clock.now(),
        rules: needs.policy.invitation,
        mailId: mailIds(needs, customerTenantId),
      };
      return decideResend(record, invitationNumber, context);
    },
  });
}
