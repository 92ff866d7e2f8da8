import { decideCheckRequest } from '../../domain/customers/standing.ts';
import { withinShare } from './lookShares.ts';
import type { Needs } from '../ports/ports.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Actor } from '../../domain/actor.ts';

export type RequestCheckNeeds = StepNeeds & Pick<Needs, 'checkWakeUps'>;

/**
 * Asks for a look at Microsoft now, also where one is waiting or under way; a double click is one wish.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `RATE_LIMITED` beyond the share of the caller named by `callerKey`
 */
export async function requestCheck(
  needs: RequestCheckNeeds,
  {
    customerTenantId,
    by,
    once,
    callerKey,
  }: {
    readonly customerTenantId: string;
    readonly by: Actor;
    readonly once?: Once<AgreementRecord> | undefined;
    readonly callerKey?: string;
  },
): Promise<Outcome<AgreementRecord>> {
  const limited = withinShare(needs, callerKey);
  const outcome = await transition(needs, customerTenantId, {
    by,
    once,
    decide: (record) => limited(decideCheckRequest(record, needs.clock.now())),
  });
  if (outcome.kind !== 'replayed') await needs.checkWakeUps.send(customerTenantId);
  return outcome;
}
