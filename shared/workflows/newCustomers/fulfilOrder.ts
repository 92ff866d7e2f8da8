import { AgreementError } from '../../domain/errors.ts';
import type { NewCustomer } from '../../domain/newCustomers/newCustomer.ts';
import { notOurs } from '../prospects/inviteProspect.ts';
import { registerCustomer } from './registerCustomer.ts';
import type { Creation, CustomerOrder, FinishedOrder } from '../ports/newCustomerPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { transition, type Once, type Outcome } from '../customers/transition.ts';

/** How long the link shows the credentials (product rule). */
const credentialsLifetimeMs = 72 * 60 * 60_000;
/** A reply that was lost is asked for once more at once; after that it is the sweep's. */
const attempts = 2;
/** The sandbox holds no more customers (documented). */
const limitCode = '800018';

/**
 * Makes the customer of an order and its record; goes on wherever an earlier attempt ended. Safe to repeat: the
 * call has the id of the order, credentials are kept once, and the record notes the order.
 * @throws {AgreementError} see `createCustomer`
 */
export async function fulfilOrder(
  needs: Needs,
  order: CustomerOrder | FinishedOrder,
  once: Once | undefined,
): Promise<Outcome> {
  if ('customerTenantId' in order) {
    // The receipt answers; where the sweep finished the order there is none yet, and the record answers.
    const by = { kind: 'system' as const };
    return transition(needs, order.customerTenantId, { by, once, decide: () => [] });
  }
  const creation = await create(needs, order);
  const { customerTenantId, credentials, microsoft } = creation;
  if (credentials) {
    const box = needs.handOver.seal(customerTenantId, credentials);
    await needs.customerOrders.keep({ customerTenantId, box, expiresAt: credentialsEnd(order) });
  }
  const credentialsUntil = credentials && credentialsEnd(order);
  const outcome = await registerCustomer(needs, {
    order,
    customerTenantId,
    credentialsUntil,
    microsoft,
    once,
  });
  await needs.customerOrders.finish({ id: order.id, fingerprint: order.fingerprint, customerTenantId });
  return outcome;
}

function credentialsEnd({ startedAt }: CustomerOrder): Date {
  return new Date(startedAt.getTime() + credentialsLifetimeMs);
}

type Created = Extract<Creation, { kind: 'created' }>;

async function create(needs: Needs, { id, customer }: CustomerOrder): Promise<Created> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const creation = await needs.partnerCenter.createCustomer(customer, id);
      if (creation.kind === 'created') return creation;
      return await settle(needs, { id, customer }, creation);
    } catch (failure) {
      const isLost = failure instanceof AgreementError && failure.code === 'PARTNER_CENTER_UNAVAILABLE';
      if (!isLost || attempt >= attempts) throw failure;
    }
  }
}

/** A refusal may come because an earlier attempt was heard: then the customer is there, and is ours. */
async function settle(
  needs: Needs,
  { id, customer }: Pick<CustomerOrder, 'id' | 'customer'>,
  { code, correlationId }: Extract<Creation, { kind: 'rejected' }>,
): Promise<Created> {
  const found = await needs.partnerCenter.customerWithDomain(customer.domain);
  if (found?.companyName === customer.companyName) {
    const microsoft = { requestId: id, correlationId };
    return { kind: 'created', customerTenantId: found.customerTenantId, credentials: null, microsoft };
  }
  await needs.customerOrders.drop(id);
  if (found) throw domainTaken();
  const partnerCenter = { code, correlationId };
  await refuseReseller(needs, customer, partnerCenter);
  if (code === limitCode) {
    throw new AgreementError(
      'CUSTOMER_LIMIT_REACHED',
      'This sandbox account holds no more customers (75, documented). Delete one in Partner Center.',
      { partnerCenter },
    );
  }
  throw new AgreementError(
    'CUSTOMER_REJECTED',
    'Partner Center does not make this customer. Check the data, and the reseller if one is named.',
    { partnerCenter },
  );
}

/** Microsoft's code does not say that it was the reseller, so the list of resellers does. */
async function refuseReseller(
  { partnerCenter }: Needs,
  { resellerTenantId }: NewCustomer,
  answer: { readonly code: string; readonly correlationId: string },
): Promise<void> {
  if (resellerTenantId === null) return;
  const reseller = await partnerCenter.reseller(resellerTenantId).catch(() => null);
  if (reseller === undefined) throw notOurs(answer);
}

/** Whoever has the domain: the order is not fulfilled. */
export function domainTaken(): AgreementError {
  return new AgreementError('DOMAIN_TAKEN', 'Another tenant has this domain. Choose another one.', {
    fields: [{ pointer: '/domain', message: 'is taken' }],
  });
}
