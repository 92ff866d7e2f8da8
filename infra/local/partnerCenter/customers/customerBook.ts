import type { Customer, NewCustomer } from './customer.ts';

export type CustomerPage = { items: Customer[]; next: number | undefined };

export type CustomerBook = {
  readonly size: number;
  add(customer: NewCustomer): Customer;
  get(id: string): Customer | undefined;
  /** Changes some fields of a customer that is there. */
  change(customer: Customer, changes: Partial<NewCustomer>): Customer;
  remove(id: string): void;
  hasDomain(domain: string): boolean;
  /** Those that fit, behind the given sequence; `size` 0 means all. `next` is set while more follow. */
  page(after: number, size: number, fits?: (customer: Customer) => boolean): CustomerPage;
  /** Takes the place of everything there was. */
  replaceAll(customers: Iterable<NewCustomer>): void;
};

/** Keeps customers by tenant id, in the order of their arrival; built for some 100,000 of them. */
export function createCustomerBook(): CustomerBook {
  const byId = new Map<string, Customer>();
  const idsByDomain = new Map<string, string>();
  let order: Customer['id'][] = [];
  let lastSequence = 0;

  const put = (customer: Customer): Customer => {
    byId.set(customer.id, customer);
    idsByDomain.set(customer.domain.toLowerCase(), customer.id);
    return customer;
  };
  const add = (customer: NewCustomer): Customer => {
    if (byId.has(customer.id)) throw new Error(`customer ${customer.id} exists already`);
    lastSequence += 1;
    order.push(customer.id);
    return put({ ...customer, sequence: lastSequence });
  };
  // Sequences only rise along `order`, whatever was removed.
  const firstBehind = (after: number): number => {
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((byId.get(order[middle] ?? '')?.sequence ?? 0) <= after) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    get size() {
      return byId.size;
    },
    add,
    get: (id) => byId.get(id.toLowerCase()),
    change(customer, changes) {
      if (changes.domain && changes.domain !== customer.domain) {
        idsByDomain.delete(customer.domain.toLowerCase());
      }
      return put({ ...customer, ...changes, id: customer.id, sequence: customer.sequence });
    },
    remove(id) {
      const customer = byId.get(id);
      if (!customer) return;
      byId.delete(id);
      idsByDomain.delete(customer.domain.toLowerCase());
      order.splice(order.indexOf(id), 1);
    },
    hasDomain: (domain) => idsByDomain.has(domain.toLowerCase()),
    page(after, size, fits = () => true) {
      const items: Customer[] = [];
      for (let index = firstBehind(after); index < order.length; index += 1) {
        const customer = byId.get(order[index] ?? '');
        if (!customer || !fits(customer)) continue;
        if (size > 0 && items.length === size) return { items, next: items.at(-1)?.sequence };
        items.push(customer);
      }
      return { items, next: undefined };
    },
    replaceAll(customers) {
      byId.clear();
      idsByDomain.clear();
      order = [];
      lastSequence = 0;
      for (const customer of customers) add(customer);
    },
  };
}
