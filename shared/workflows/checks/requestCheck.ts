import { decideCheckRequest } from '../../domain/customers/standing.ts';
import type { Needs } from '../ports/ports.ts';
import { transition } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Actor } from '../../domain/actor.ts';

/** Asks for a look at Microsoft now, also where one is waiting or under way; a double click is one wish. */
export async function requestCheck(
  needs: Needs,
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
  const outcome = await transition(needs, customerTenantId, {
    by,
    once,
    decide: (record) => decideCheckRequest(record, needs.clock.now()),
  });
  if (outcome.kind !== 'replayed') await needs.checkWakeUps.send(customerTenantId);
  return outcome;
}
