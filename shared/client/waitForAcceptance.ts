import type { Operations } from './operations.ts';
import { pause } from './http.ts';

type Customer = Operations['getCustomer']['answer'];

/** A customer that has accepted. */
export type Accepted = Customer;

export type WaitOptions = {
  readonly signal?: AbortSignal;
  /** Between two looks at first, 2 seconds where it is left out; grows to a minute. */
  readonly everyMs?: number;
  /** Told of each change of the status. */
  readonly onChange?: (customer: Customer) => void;
};

/** The customer will not accept by itself: a person has to act, see `customer.readiness`. */
export class AcceptanceStalled extends Error {
  override readonly name = 'AcceptanceStalled';
  readonly customer: Customer;

  constructor(customer: Customer) {
    super(`The customer is ${customer.status}: nothing is under way that could lead to an acceptance.`);
    this.customer = customer;
  }
}

const maxWaitMs = 60_000;
/** States in which an acceptance may still come, or Microsoft could not be asked for the moment. */
const hopeful: readonly string[] = ['invited', 'attesting', 'unknown'];

/**
 * Looks at a customer until it has accepted; the service itself asks Microsoft, so looking often costs nothing there. For programs
 * that run on, a webhook (`agreement.accepted`) is the better way.
 */
export async function waitForAcceptance(
  look: (options: { readonly signal?: AbortSignal }) => Promise<Customer>,
  { signal, everyMs = 2_000, onChange }: WaitOptions = {},
): Promise<Accepted> {
  let status: string | undefined;
  for (let waitMs = everyMs; ; waitMs = Math.min(waitMs * 1.3, maxWaitMs)) {
    const customer = await look(signal ? { signal } : {});
    if (customer.status !== status) onChange?.(customer);
    ({ status } = customer);
    if (status === 'accepted') return customer;
    if (!hopeful.includes(status)) throw new AcceptanceStalled(customer);
    await pause(waitMs, signal);
  }
}
