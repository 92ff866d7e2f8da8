import { AgreementError } from '../../domain/errors.ts';
import type { CustomerOrder } from '../ports/newCustomerPorts.ts';
import type { Needs } from '../ports/ports.ts';
import { startRecord } from '../customers/startRecord.ts';
import { findMade } from './fulfilOrder.ts';

/** How long an order with an unknown outcome is retried (product rule). */
const lifetimeMs = 24 * 60 * 60_000;

export function endOfOrder({ startedAt }: CustomerOrder): Date {
  return new Date(startedAt.getTime() + lifetimeMs);
}

/** Adds to a failure that the order is kept, until when, and how to withdraw it. */
export async function tellIfKept<T>(
  { customerOrders }: Pick<Needs, 'customerOrders'>,
  order: CustomerOrder,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (failure) {
    if (!(failure instanceof AgreementError)) throw failure;
    const kept = await customerOrders.find(order.id).catch(() => undefined);
    if (!kept || 'customerTenantId' in kept) throw failure;
    const orderEndsAt = endOfOrder(order).toISOString();
    throw new AgreementError(
      failure.code,
      `${failure.message} Whether the customer was made is not known, so the order is kept and tried again until ${orderEndsAt}. POST /customer-orders/${order.id}/cancel withdraws it.`,
      {
        ...failure.details,
        cause: failure,
        extensions: { ...failure.details.extensions, orderId: order.id, orderEndsAt },
      },
    );
  }
}

/** Orders whose outcome is still unknown, the oldest first. */
export async function listCustomerOrders({
  customerOrders,
  clock,
}: Pick<Needs, 'customerOrders' | 'clock'>): Promise<CustomerOrder[]> {
  const orders = await customerOrders.left(new Date(clock.now().getTime() + 1));
  return orders.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}

/**
 * Withdraws an order: Partner Center is not asked for the customer again. Where an attempt has made it all the same,
 * the customer gets a record, and neither an invitation nor an attestation.
 * @throws {AgreementError} `CUSTOMER_ORDER_NOT_FOUND` · `CUSTOMER_ORDER_CLOSED` with the customer of a fulfilled one
 */
export async function cancelCustomerOrder(
  needs: Pick<Needs, 'customerOrders' | 'partnerCenter' | 'agreements' | 'clock'>,
  orderId: string,
): Promise<{ readonly order: CustomerOrder; readonly customerTenantId: string | null }> {
  const order = await needs.customerOrders.find(orderId);
  if (!order) throw new AgreementError('CUSTOMER_ORDER_NOT_FOUND', 'There is no order with this id.');
  if ('customerTenantId' in order) {
    const { customerTenantId } = order;
    throw new AgreementError('CUSTOMER_ORDER_CLOSED', 'This order has made its customer.', {
      extensions: { customerTenantId },
    });
  }
  await needs.customerOrders.drop(orderId);
  // Discovery finds the customer later, where Partner Center cannot be asked now.
  const made = await findMade(needs, order).catch(() => undefined);
  if (!made) return { order, customerTenantId: null };
  const { customerTenantId } = made;
  const { companyName, domain } = order.customer;
  await startRecord(needs, { customerTenantId, companyName, domain, hasRelationship: true });
  return { order, customerTenantId };
}
