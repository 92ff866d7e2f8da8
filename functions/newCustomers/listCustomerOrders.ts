import { app } from '@azure/functions';
import { operations } from '../../shared/contracts/api/operations.ts';
import { presentCustomerOrder } from '../../shared/contracts/newCustomers/presentCustomerOrder.ts';
import { httpOperation } from '../../shared/httpOperation.ts';
import { getServices } from '../../shared/services.ts';
import { endOfOrder, listCustomerOrders } from '../../shared/workflows/newCustomers/customerOrders.ts';

/** Lists the orders for which it is unknown whether Partner Center made the customer. */
app.http(
  'listCustomerOrders',
  httpOperation(operations.listCustomerOrders, async () => {
    const orders = await listCustomerOrders(await getServices());
    const items = orders.map((order) => presentCustomerOrder(order, endOfOrder(order)));
    return { body: { items, continuationToken: null } };
  }),
);
