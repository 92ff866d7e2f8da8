import type { Actor } from '../domain/events.ts';
import type { Needs } from './ports.ts';
import { transition, type Once, type Outcome } from './transition.ts';

/** Asks for a look at Microsoft now. A wish that is already waiting is not doubled. */
export async function requestCheck(
  needs: Needs,
  {
    customerTenantId,
    by,
    once,
  }: { readonly customerTenantId: string; readonly by: Actor; readonly once?: Once | undefined },
): Promise<Outcome> {
  const outcome = await transition(needs, customerTenantId, {
    by,
    once,
    decide: (record) => (record.checkRequestedAt ? [] : [{ type: 'checkRequested' }]),
  });
  if (outcome.kind !== 'replayed') await needs.checkWakeUps.send(customerTenantId);
  return outcome;
}
