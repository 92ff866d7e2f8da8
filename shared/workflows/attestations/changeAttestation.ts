import {
  decideAttestationCancel,
  decideAttestationResend,
} from '../../domain/attestations/changeAttestation.ts';
import { refuseAmbiguous, refuseIfAccepted } from '../../domain/customers/invitation.ts';
import type { Actor } from '../../domain/actor.ts';
import { attestationMailIds } from '../mail/mailIds.ts';
import { transition } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { askBefore, type AskBeforeNeeds } from './askBefore.ts';

export type AttestationCommand = {
  readonly customerTenantId: string;
  readonly number: number;
  /** The id named no kind. */
  readonly isUntyped?: boolean;
  readonly by: Actor;
  readonly once?: Once<AgreementRecord> | undefined;
};

/**
 * Withdraws the current attestation, unless Microsoft says that the customer has accepted it.
 * @throws {AgreementError} `ALREADY_ACCEPTED` and what `decideAttestationCancel` throws
 */
export async function cancelAttestation(
  needs: AskBeforeNeeds,
  command: AttestationCommand,
): Promise<Outcome<AgreementRecord>> {
  const { customerTenantId, number, isUntyped, by, once } = command;
  const asked = await askBefore(needs, customerTenantId);
  return transition(needs, customerTenantId, {
    by,
    once,
    decide: (record) => {
      if (isUntyped) refuseAmbiguous(record, number);
      if (asked === 'accepted') refuseIfAccepted(record);
      return decideAttestationCancel(record, number);
    },
  });
}

/** Mails the signatory's link once more. @throws {AgreementError} what `decideAttestationResend` throws */
export async function resendAttestation(
  needs: AskBeforeNeeds,
  command: AttestationCommand,
): Promise<Outcome<AgreementRecord>> {
  const { customerTenantId, number, isUntyped, by, once } = command;
  return transition(needs, customerTenantId, {
    by,
    once,
    decide: (record) => {
      if (isUntyped) refuseAmbiguous(record, number);
      return decideAttestationResend(record, number, {
        now: needs.clock.now(),
        rules: needs.policy.invitation,
        mailId: attestationMailIds(needs, customerTenantId),
      });
    },
  });
}
