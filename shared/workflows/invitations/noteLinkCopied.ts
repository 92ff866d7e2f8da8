import type { Actor } from '../../domain/actor.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import { isOpenAttestation } from '../../domain/customers/attestation.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';

/** Notes who copied the link of an open invitation or attestation; without an open one there is nothing to note. */
export async function noteLinkCopied(
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
    decide: ({ invitation, attestation }) =>
      invitation?.state === 'open' || isOpenAttestation(attestation) ? [{ type: 'linkCopied' }] : [],
  });
}
