import type { CustomerOrder } from '../ports/newCustomerPorts.ts';
import { endOfOrder } from './customerOrders.ts';
import { findMade, fulfilOrder, type FulfilOrderNeeds } from './fulfilOrder.ts';

/** How long a request may take to finish its order before the sweep does. */
const graceMs = 60_000;
/** How long a repeat with the same Idempotency-Key is answered. */
const keptMs = 7 * 24 * 60 * 60_000;

/** Finishes the orders that a crash or a lost reply left, and removes credentials not seen in time. */
export async function finishOrders(
  needs: FulfilOrderNeeds,
  report: (failure: unknown) => void,
): Promise<{ readonly finished: number; readonly failed: number }> {
  const { clock, customerOrders } = needs;
  const now = clock.now().getTime();
  let [finished, failed] = [0, 0];
  for (const order of await customerOrders.left(new Date(now - graceMs))) {
    try {
      if (endOfOrder(order) <= clock.now()) await endOrder(needs, order);
      else await fulfilOrder(needs, order, undefined);
      finished += 1;
    } catch (failure) {
      report(failure);
      failed += 1;
    }
  }
  await customerOrders.purge(clock.now(), new Date(now - keptMs));
  return { finished, failed };
}

/** Asks for the customer no more; one that an attempt has made is taken over. */
async function endOrder(needs: FulfilOrderNeeds, order: CustomerOrder): Promise<void> {
  const made = await findMade(needs, order).catch(() => undefined);
  if (made) await fulfilOrder(needs, order, undefined, { made });
  else await needs.customerOrders.drop(order.id);
}
