import { decideOrderRefusal } from '../../domain/customers/standing.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Needs } from '../ports/ports.ts';
import { transition, type Once, type Outcome } from '../customers/transition.ts';

/** Notes that Partner Center refused an order; the customer is not ready any more, and a check follows. */
export async function noteOrderRefusal(
  needs: Needs,
  refusal: {
    readonly customerTenantId: string;
    readonly code: string;
    readonly by: Actor;
    readonly once?: Once | undefined;
  },
): Promise<Outcome> {
  const { customerTenantId, code, by, once } = refusal;
  const decide = () => decideOrderRefusal(code);
  const outcome = await transition(needs, customerTenantId, { by, once, decide });
  if (outcome.kind !== 'replayed') await needs.checkWakeUps.send(customerTenantId);
  return outcome;
}
