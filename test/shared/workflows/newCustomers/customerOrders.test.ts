import { describe, expect, it } from 'vitest';
import { AgreementError, type ErrorCode } from '../../../../shared/domain/errors.ts';
import {
  cancelCustomerOrder,
  listCustomerOrders,
} from '../../../../shared/workflows/newCustomers/customerOrders.ts';
import {
  createCustomer,
  type CreateCustomer,
} from '../../../../shared/workflows/newCustomers/createCustomer.ts';
import { finishOrders } from '../../../../shared/workflows/newCustomers/finishOrders.ts';
import { findMade } from '../../../../shared/workflows/newCustomers/fulfilOrder.ts';
import type { CustomerOrder } from '../../../../shared/workflows/ports/newCustomerPorts.ts';
import { createWorld, type World } from '../../../fakes/world.ts';

const contact = { firstName: 'Ann', lastName: 'Lee', email: 'ann@fourthcoffee.example', phone: null };
const address = {
  ...{ addressLine1: '1 Main Street', addressLine2: null, city: 'Redmond', state: 'WA' },
  ...{ postalCode: '98052', country: 'US' },
};
const request = {
  kind: 'newCustomer',
  delivery: 'email',
  recipient: contact,
  language: null,
  note: null,
} as const;
const command: CreateCustomer = {
  customer: {
    ...{ companyName: 'Fourth Coffee', domain: 'fourthcoffee.onmicrosoft.com', contact, address },
    ...{ culture: null, registrationNumber: null, resellerTenantId: null },
  },
  acceptance: { path: 'invite', request },
  by: { kind: 'agent', id: 'oid' },
  callerKey: 'caller',
};
const first = '99999999-9999-4999-8999-000000000001';

/** The next creations fail so, one each, before Partner Center looks at them. */
function refuses(world: World, ...codes: ErrorCode[]): void {
  const { createCustomer: make } = world.partnerCenter;
  world.partnerCenter.createCustomer = async (...order) => {
    const code = codes.shift();
    if (code) {
      world.newCustomers.calls.push('create');
      throw new AgreementError(code, 'Partner Center says no.');
    }
    return make(...order);
  };
}

const sweep = (world: World, ms = 61_000) => {
  world.pass(ms);
  return finishOrders(world, () => undefined);
};
const creations = (world: World) => world.newCustomers.calls.filter((call) => call === 'create').length;
/** Partner Center made the customer and its answers were lost. */
async function lostReplies(world: World): Promise<string> {
  world.newCustomers.next.push('loseReply', 'loseReply');
  await createCustomer(world, command).catch(() => undefined);
  const [order] = await listCustomerOrders(world);
  if (!order) throw new Error('no order was kept');
  return order.id;
}

describe('the customer that an unanswered call has made', () => {
  it('is taken for that of this order, and never where another order made it', async () => {
    const world = createWorld();
    const made = await createCustomer(world, command);
    const record = made.kind === 'replayed' ? undefined : made.record;
    const order = (id: string, companyName = command.customer.companyName) =>
      ({ id, customer: { ...command.customer, companyName } }) as CustomerOrder;
    expect(await findMade(world, order(record?.orderId ?? ''))).toMatchObject({ kind: 'created' });
    expect(await findMade(world, order('another'))).toBeUndefined();
    expect(await findMade(world, order(record?.orderId ?? '', 'Another'))).toBeUndefined();
  });
});

describe('an order of a customer', () => {
  it.each([
    'PARTNER_CENTER_DENIED',
    'PARTNER_CENTER_SIGN_IN_FAILED',
    'PARTNER_CENTER_REFUSED',
    'PARTNER_CENTER_THROTTLED',
    'SECRETS_UNAVAILABLE',
  ] as const)('is over when it is refused with %s: nothing is made later', async (code) => {
    const world = createWorld();
    refuses(world, code);
    const creating = createCustomer(world, command);
    await expect(creating).rejects.toMatchObject({ code });
    await expect(creating).rejects.not.toHaveProperty('details.extensions.orderId');
    expect(await listCustomerOrders(world)).toEqual([]);
    await sweep(world);
    expect(creations(world)).toBe(1);
    expect([world.newCustomers.made.size, world.outbox.length]).toEqual([0, 0]);
  });

  it('is over when it is rejected, also when nothing else can be asked then', async () => {
    const world = createWorld();
    world.newCustomers.next.push({ kind: 'rejected', code: '2000', correlationId: 'c' });
    world.partnerCenter.customerWithDomain = async () => {
      throw new AgreementError('PARTNER_CENTER_SIGN_IN_FAILED', 'No.');
    };
    await expect(createCustomer(world, command)).rejects.toMatchObject({ code: 'CUSTOMER_REJECTED' });
    await sweep(world);
    expect(world.newCustomers.made.size).toBe(0);
  });

  it('can be made anew after a refusal, with the same key or without', async () => {
    const world = createWorld();
    refuses(world, 'PARTNER_CENTER_THROTTLED');
    await expect(createCustomer(world, command)).rejects.toThrow();
    await createCustomer(world, command);
    expect(world.record(first).status).toBe('invited');
  });

  it('is kept when nobody knows, and the answer says until when and how to withdraw it', async () => {
    const world = createWorld();
    world.newCustomers.next.push('loseRequest', 'loseRequest');
    const endsAt = new Date(world.clock.now().getTime() + 24 * 3_600_000).toISOString();
    await expect(createCustomer(world, command)).rejects.toMatchObject({
      code: 'PARTNER_CENTER_UNAVAILABLE',
      details: { extensions: { orderEndsAt: endsAt } },
    });
    expect(await listCustomerOrders(world)).toHaveLength(1);
  });

  it('is over when a later attempt is refused, unless an earlier one was heard', async () => {
    const world = createWorld();
    world.newCustomers.next.push('loseRequest', 'loseRequest');
    await createCustomer(world, command).catch(() => undefined);
    refuses(world, 'PARTNER_CENTER_DENIED');
    await sweep(world);
    await sweep(world);
    expect([creations(world), world.newCustomers.made.size]).toEqual([3, 0]);
    expect(await listCustomerOrders(world)).toEqual([]);
  });

  it('takes the customer over that an unanswered attempt made, when a later one is refused', async () => {
    const world = createWorld();
    await lostReplies(world);
    refuses(world, 'PARTNER_CENTER_DENIED');
    expect(await sweep(world)).toEqual({ finished: 1, failed: 0 });
    expect(world.record(first).status).toBe('invited');
  });

  it('is not tried again once it is cancelled', async () => {
    const world = createWorld();
    world.newCustomers.next.push('loseRequest', 'loseRequest');
    await createCustomer(world, command).catch(() => undefined);
    const [order] = await listCustomerOrders(world);
    const cancelled = await cancelCustomerOrder(world, order?.id ?? '');
    expect(cancelled.customerTenantId).toBeNull();
    await sweep(world);
    expect([creations(world), world.newCustomers.made.size]).toEqual([2, 0]);
    await expect(cancelCustomerOrder(world, order?.id ?? '')).rejects.toMatchObject({
      code: 'CUSTOMER_ORDER_NOT_FOUND',
    });
  });

  it('leaves a record and no mail when Partner Center had made the customer before it was cancelled', async () => {
    const world = createWorld();
    const cancelled = await cancelCustomerOrder(world, await lostReplies(world));
    expect(cancelled.customerTenantId).toBe(first);
    await sweep(world);
    expect(world.record(first)).toMatchObject({ invitation: null, mails: [] });
  });

  it('sends nothing when it is cancelled while Partner Center makes the customer', async () => {
    const world = createWorld();
    const id = await lostReplies(world);
    const { createCustomer: make } = world.partnerCenter;
    world.partnerCenter.createCustomer = async (...order) => {
      await world.customerOrders.drop(id);
      return make(...order);
    };
    expect(await sweep(world)).toEqual({ finished: 0, failed: 1 });
    expect(world.record(first)).toMatchObject({ invitation: null, mails: [] });
  });

  it('ends after a day, and Partner Center is not asked for the customer again', async () => {
    const world = createWorld();
    world.newCustomers.next.push('loseRequest', 'loseRequest');
    await createCustomer(world, command).catch(() => undefined);
    await sweep(world, 24 * 3_600_000);
    expect([creations(world), await listCustomerOrders(world)]).toEqual([2, []]);
  });
});
