import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentCustomerOrder } from '../../shared/contracts/newCustomers/presentCustomerOrder.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { cancelCustomerOrder, endOfOrder } from '../../shared/workflows/newCustomers/customerOrders.ts';

/** Withdraws an order when it is unknown whether Partner Center made the customer. */
app.http(
  'cancelCustomerOrder',
  httpOperation(operations.cancelCustomerOrder, async ({ params: { orderId } }) => {
    const { order, customerTenantId } = await cancelCustomerOrder(await getServices(), orderId);
    return { body: { ...presentCustomerOrder(order, endOfOrder(order)), customerTenantId } };
  }),
);
