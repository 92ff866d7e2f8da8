import { decideOrderRefusal } from '../../domain/customers/standing.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Actor } from '../../domain/actor.ts';
import { withinShare } from './lookShares.ts';
import type { Needs } from '../ports/ports.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';

/**
 * Notes that Partner Center refused an order; the customer is not ready any more, and a check follows.
 * @throws {AgreementError} `CUSTOMER_NOT_FOUND` · `RATE_LIMITED` beyond the share of the caller named by `callerKey`
 */
export async function noteOrderRefusal(
  needs: StepNeeds & Pick<Needs, 'checkWakeUps'>,
  refusal: {
    readonly customerTenantId: string;
    readonly code: string;
    readonly by: Actor;
    readonly once?: Once<AgreementRecord> | undefined;
    readonly callerKey?: string;
  },
): Promise<Outcome<AgreementRecord>> {
  const { customerTenantId, code, by, once } = refusal;
  const limited = withinShare(needs, refusal.callerKey);
  const decide = (record: AgreementRecord) => limited(decideOrderRefusal(record, code, needs.clock.now()));
  const outcome = await transition(needs, customerTenantId, { by, once, decide });
  if (outcome.kind === 'changed') await needs.checkWakeUps.send(customerTenantId);
  return outcome;
}
