import { AgreementError } from '../../domain/errors.ts';
import type { NewCustomer } from '../../domain/newCustomers/newCustomer.ts';
import { notOurs } from '../prospects/inviteProspect.ts';
import { registerCustomer, type RegisterCustomerNeeds } from './registerCustomer.ts';
import type { Creation, CustomerOrder, FinishedOrder } from '../ports/newCustomerPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { startRecord } from '../customers/startRecord.ts';
import { transition } from '../customers/transition.ts';
import type { Once, Outcome } from '../../domain/caller.ts';
import type { AgreementRecord } from '../../domain/customers/record.ts';

export type FulfilOrderNeeds = RegisterCustomerNeeds &
  Pick<Needs, 'handOver' | 'customerOrders' | 'partnerCenter'>;

/** How long the link shows the credentials (product rule). */
const credentialsLifetimeMs = 72 * 60 * 60_000;
/** A lost reply is retried once immediately; after that the sweep retries. */
const attempts = 2;
/** The sandbox holds no more customers (documented). */
const limitCode = '800018';

/**
 * Makes the customer of an order and its record; goes on wherever an earlier attempt ended. Safe to repeat: the
 * call has the id of the order, credentials are kept once, and the record notes the order.
 * @throws {AgreementError} see `createCustomer`
 */
export async function fulfilOrder(
  needs: FulfilOrderNeeds,
  order: CustomerOrder | FinishedOrder,
  once: Once<AgreementRecord> | undefined,
  { isResumed = true, made }: { readonly isResumed?: boolean; readonly made?: Created } = {},
): Promise<Outcome<AgreementRecord>> {
  if ('customerTenantId' in order) {
    // The receipt answers; where the sweep finished the order there is none yet, and the record answers.
    const by = { kind: 'system' as const };
    return transition(needs, order.customerTenantId, { by, once, decide: () => [] });
  }
  const creation = made ?? (await create(needs, order, isResumed));
  const { customerTenantId, credentials, microsoft } = creation;
  if (credentials) {
    const box = needs.handOver.seal(customerTenantId, credentials);
    await needs.customerOrders.keep({ customerTenantId, box, expiresAt: credentialsEnd(order) });
  }
  const isWanted = await needs.customerOrders.find(order.id);
  if (!isWanted) {
    const { companyName, domain } = order.customer;
    await startRecord(needs, { customerTenantId, companyName, domain, hasRelationship: true });
    throw new AgreementError(
      'CUSTOMER_ORDER_CLOSED',
      'The order was cancelled while Partner Center made the customer. The customer has a record, and no invitation.',
      { extensions: { customerTenantId } },
    );
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

/**
 * Any refusal ends the order at once: the caller hears of it, so nothing may be made later. The order is
 * kept only when it is unknown whether Partner Center received an attempt.
 */
async function create(needs: FulfilOrderNeeds, order: CustomerOrder, isResumed: boolean): Promise<Created> {
  const { id, customer } = order;
  for (let attempt = 1; ; attempt += 1) {
    const mayBeMade = isResumed || attempt > 1;
    try {
      const creation = await needs.partnerCenter.createCustomer(customer, id);
      if (creation.kind === 'created') return creation;
      return await settle(needs, order, creation, mayBeMade);
    } catch (failure) {
      if (isEnding(failure)) throw failure;
      const isLost = failure instanceof AgreementError && failure.code === 'PARTNER_CENTER_UNAVAILABLE';
      if (isLost && attempt < attempts) continue;
      if (isLost || (mayBeMade && failure instanceof AgreementError && failure.retryable)) throw failure;
      const made = mayBeMade ? await findMade(needs, order) : undefined;
      if (made) return made;
      await needs.customerOrders.drop(id);
      throw failure;
    }
  }
}

/** These end the order where they are thrown. */
function isEnding(failure: unknown): boolean {
  const codes: readonly string[] = [
    ...['DOMAIN_TAKEN', 'CUSTOMER_LIMIT_REACHED', 'CUSTOMER_REJECTED', 'RESELLER_NOT_OURS'],
  ];
  return failure instanceof AgreementError && codes.includes(failure.code);
}

/** The customer of an order, where an attempt that got no answer has made it; its password is lost. */
export async function findMade(
  { partnerCenter, agreements }: Pick<Needs, 'partnerCenter' | 'agreements'>,
  { id, customer }: CustomerOrder,
  correlationId: string | null = null,
): Promise<Created | undefined> {
  const found = await partnerCenter.customerWithDomain(customer.domain);
  if (found?.companyName !== customer.companyName) return undefined;
  // One that another order made is not this one's: that agent's wish and link to the password stand.
  const record = (await agreements.current(found.customerTenantId))?.record;
  if (record?.orderId && record.orderId !== id) return undefined;
  const microsoft = { requestId: id, correlationId };
  return { kind: 'created', customerTenantId: found.customerTenantId, credentials: null, microsoft };
}

/** A refusal may come because an earlier attempt was heard: then the customer is there, and is ours. */
async function settle(
  needs: FulfilOrderNeeds,
  order: CustomerOrder,
  { code, correlationId }: Extract<Creation, { kind: 'rejected' }>,
  mayBeMade: boolean,
): Promise<Created> {
  const { id, customer } = order;
  const made = mayBeMade ? await findMade(needs, order, correlationId) : undefined;
  if (made) return made;
  await needs.customerOrders.drop(id);
  const found = await needs.partnerCenter.customerWithDomain(customer.domain).catch(() => undefined);
  if (found) throw domainTaken(found.customerTenantId);
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
  { partnerCenter }: FulfilOrderNeeds,
  { resellerTenantId }: NewCustomer,
  answer: { readonly code: string; readonly correlationId: string },
): Promise<void> {
  if (resellerTenantId === null) return;
  const reseller = await partnerCenter.reseller(resellerTenantId).catch(() => null);
  if (reseller === undefined) throw notOurs(answer);
}

/** The order is not fulfilled, whichever tenant has the domain. */
export function domainTaken(customerTenantId?: string): AgreementError {
  return new AgreementError('DOMAIN_TAKEN', 'Another tenant has this domain. Choose another one.', {
    fields: [{ pointer: '/domain', message: 'is taken' }],
    ...(customerTenantId === undefined ? {} : { extensions: { customerTenantId } }),
  });
}
