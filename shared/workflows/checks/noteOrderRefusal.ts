import { decideOrderRefusal } from '../../domain/customers/standing.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Needs } from '../ports/ports.ts';
import { transition } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';

/** Notes that Partner Center refused an order; the customer is not ready any more, and a check follows. */
export async function noteOrderRefusal(
  needs: Needs,
  refusal: {
    readonly customerTenantId: string;
    readonly code: string;
    readonly by: Actor;
    readonly once?: Once<AgreementRecord> | undefined;
  },
): Promise<Outcome<AgreementRecord>> {
  const { customerTenantId, code, by, once } = refusal;
  const decide = (record: AgreementRecord) => decideOrderRefusal(record, code, needs.clock.now());
  const outcome = await transition(needs, customerTenantId, { by, once, decide });
  if (outcome.kind === 'changed') await needs.checkWakeUps.send(customerTenantId);
  return outcome;
}
