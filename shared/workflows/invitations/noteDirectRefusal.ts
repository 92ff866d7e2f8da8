import { refuseIfAccepted } from '../../domain/customers/invitation.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Actor } from '../../domain/actor.ts';

/**
 * Notes that the admin center told the customer to ask the partner. Microsoft tells the customer only, in words on
 * a page (documented); its API has no sign of it. From then on attestation is the next step.
 */
export async function noteDirectRefusal(
  needs: StepNeeds,
  {
    customerTenantId,
    by,
    once,
  }: {
    readonly customerTenantId: string;
    readonly by: Actor;
    readonly once?: Once<AgreementRecord> | undefined;
  },
): Promise<Outcome<AgreementRecord>> {
  return transition(needs, customerTenantId, {
    by,
    once,
    decide: (record) => {
      refuseIfAccepted(record);
      return record.cannotAcceptDirectly ? [] : [{ type: 'directAcceptanceRefused' }];
    },
  });
}
