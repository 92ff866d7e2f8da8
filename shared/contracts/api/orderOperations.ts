import { agents, command, ok, read, shapesOf } from './operationKinds.ts';

/** Calls about customers of which it is not known yet whether Partner Center made them. */
export const orderOperations = {
  listCustomerOrders: read({
    route: 'v1/customer-orders',
    summary: 'List customers of which nobody knows yet whether Partner Center made them',
    access: agents,
    success: ok('All of them'),
    problems: [],
    shapes: shapesOf('listCustomerOrders'),
  }),
  cancelCustomerOrder: command({
    route: 'v1/customer-orders/{orderId}/cancel',
    summary: 'Withdraw such an order, so that it is not tried again',
    success: ok('The order is cancelled'),
    problems: ['CUSTOMER_ORDER_NOT_FOUND', 'CUSTOMER_ORDER_CLOSED'],
    shapes: shapesOf('cancelCustomerOrder'),
  }),
} as const;
