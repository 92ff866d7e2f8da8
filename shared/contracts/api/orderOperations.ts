import { agents, command, ok, read, shapesOf } from './operationKinds.ts';

/** How a question to Partner Center can fail. */
export const askingProblems = [
  'PARTNER_CENTER_REFUSED',
  'PARTNER_CENTER_DENIED',
  'PARTNER_CENTER_SIGN_IN_FAILED',
  'PARTNER_CENTER_THROTTLED',
  'PARTNER_CENTER_UNAVAILABLE',
  'SECRETS_UNAVAILABLE',
] as const;

/** Calls of the form for a new customer, and about customers of which it is not known yet whether Partner Center made them. */
export const orderOperations = {
  getAddressRules: read({
    partners: 'attesters',
    route: 'v1/address-rules',
    summary: 'Read what Microsoft asks of an address and a company in a country',
    access: agents,
    success: ok('The rules'),
    problems: ['RESELLER_CANNOT_ATTEST', 'COUNTRY_NOT_OFFERED', ...askingProblems],
    shapes: shapesOf('getAddressRules'),
  }),
  getDomainAvailability: read({
    partners: 'attesters',
    route: 'v1/domain-availability',
    summary: 'Ask whether a domain is free for a new customer',
    access: agents,
    success: ok('Whether it is free now'),
    problems: ['RESELLER_CANNOT_ATTEST', ...askingProblems],
    shapes: shapesOf('getDomainAvailability'),
  }),
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
