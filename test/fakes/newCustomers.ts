import type { PostalAddress } from '../../shared/domain/newCustomers/newCustomer.ts';
import type {
  AddressVerdict,
  Creation,
  CustomerOrder,
  CustomerOrders,
  FinishedOrder,
  HandOver,
  NewCustomerCalls,
  SealedCredentials,
} from '../../shared/workflows/ports/newCustomerPorts.ts';

/** Orders and sealed credentials in memory. */
export function customerOrdersInMemory(): CustomerOrders {
  const orders = new Map<string, CustomerOrder | FinishedOrder>();
  const secrets = new Map<string, SealedCredentials>();
  return {
    find: async (id) => orders.get(id),
    begin: async (order) => {
      if (orders.has(order.id)) return 'exists';
      const { domain } = order.customer;
      if ([...orders.values()].some((one) => 'customer' in one && one.customer.domain === domain))
        return 'domainBusy';
      orders.set(order.id, order);
      return 'begun';
    },
    keep: async (sealed) => {
      if (!secrets.has(sealed.customerTenantId))
        secrets.set(sealed.customerTenantId, { ...sealed, seenIn: null });
    },
    finish: async (order) => void orders.set(order.id, order),
    drop: async (id) => void orders.delete(id),
    left: async (before) =>
      [...orders.values()].filter(
        (order): order is CustomerOrder => 'startedAt' in order && order.startedAt < before,
      ),
    sealed: async (id) => secrets.get(id),
    claim: async (id, { seenIn, until }) => {
      const known = secrets.get(id);
      if (known?.seenIn === null) {
        const expiresAt = known.expiresAt < until ? known.expiresAt : until;
        secrets.set(id, { ...known, seenIn, expiresAt });
      }
      const now = secrets.get(id);
      return now?.seenIn === seenIn ? now : undefined;
    },
    purge: async (now) => {
      for (const [id, { expiresAt }] of secrets) if (expiresAt <= now) secrets.delete(id);
    },
  };
}

let views = 0;

/** Boxes that anybody can look into, and views that anybody can make. */
export const handOverInMemory: HandOver = {
  seal: (_id, credentials) => JSON.stringify(credentials),
  open: (_id, box) => JSON.parse(box) as { userName: string; password: string },
  url: (id) => `https://partner.example/api/c/${id}`,
  read: (token) => token,
  newView: () => `view ${String((views += 1))}`,
  readView: (_id, view) => (view.startsWith('view ') ? `digest of ${view}` : undefined),
};

/** A Partner Center that makes customers, once per request id; it can lose replies and refuse. */
export type NewCustomersInMemory = NewCustomerCalls & {
  readonly made: Map<string, { customerTenantId: string; domain: string; companyName: string }>;
  readonly calls: string[];
  says: AddressVerdict | Error;
  /** What the next creations come to, one each. */
  readonly next: ('loseReply' | 'loseRequest' | Extract<Creation, { kind: 'rejected' }>)[];
  /** Forgets request ids, as Microsoft may after a while. */
  forget(): void;
};

export function newCustomersInMemory(lost: () => Error): NewCustomersInMemory {
  const made: NewCustomersInMemory['made'] = new Map();
  const remembered = new Map<string, string>();
  const withDomain = (domain: string) => [...made.values()].find((one) => one.domain === domain);
  const world: NewCustomersInMemory = {
    made,
    calls: [],
    next: [],
    says: { kind: 'fine' },
    forget: () => {
      remembered.clear();
    },
    isDomainTaken: async (domain) => {
      world.calls.push('domain');
      return withDomain(domain) !== undefined;
    },
    checkAddress: async (_address: PostalAddress) => {
      world.calls.push('address');
      if (world.says instanceof Error) throw world.says;
      return world.says;
    },
    createCustomer: async ({ domain, companyName }, requestId) => {
      world.calls.push('create');
      const fate = world.next.shift();
      if (fate === 'loseRequest') throw lost();
      if (typeof fate === 'object') return fate;
      const known = remembered.get(requestId);
      if (!known && withDomain(domain)) return { kind: 'rejected', code: '2000', correlationId: 'c' };
      const number = String(made.size + 1).padStart(12, '0');
      const customerTenantId = known ?? `99999999-9999-4999-8999-${number}`;
      made.set(customerTenantId, { customerTenantId, domain, companyName });
      remembered.set(requestId, customerTenantId);
      if (fate === 'loseReply') throw lost();
      const credentials = { userName: 'admin', password: `secret of ${customerTenantId}` };
      return { kind: 'created', customerTenantId, credentials, microsoft: { requestId, correlationId: 'c' } };
    },
    customerWithDomain: async (domain) => {
      const found = withDomain(domain);
      return found && { ...found, hasRelationship: true };
    },
  };
  return world;
}
