import * as z from 'zod';
import type { Role } from '../domain/caller.ts';
import { customerReadinessView, confirmationView } from './confirmation.ts';
import { customerPath, customerView } from './customer.ts';
import { customerListView, customerQuery } from './customerList.ts';
import { historyQuery, historyView } from './history.ts';
import { emptyBody, invitationBody, invitationPath, invitedView } from './invitation.ts';
import type { Operation } from './operation.ts';
import { summaryView } from './summary.ts';

const readers: readonly Role[] = ['AdminAgent', 'SalesAgent', 'Viewer', 'Reseller'];
const staff: readonly Role[] = ['AdminAgent', 'SalesAgent', 'Viewer'];
const agents: readonly Role[] = ['AdminAgent', 'SalesAgent'];

const nothing = z.strictObject({});
const ok = (description: string, view: z.ZodType | null) => ({ status: 200, description, view });
const accepted = (description: string, view: z.ZodType) => ({ status: 202, description, view });

/** A read: no body. */
function read<Params extends z.ZodType, Query extends z.ZodType>(
  operation: Omit<Operation<Params, Query, z.ZodUndefined>, 'method' | 'body'>,
): Operation<Params, Query, z.ZodUndefined> {
  return { method: 'GET', body: null, ...operation };
}

/** A command of an agent: JSON in, no query. */
function command<Params extends z.ZodType, Body extends z.ZodType>(
  operation: Omit<Operation<Params, typeof nothing, Body>, 'method' | 'query' | 'access'>,
): Operation<Params, typeof nothing, Body> {
  return { method: 'POST', query: nothing, access: agents, ...operation };
}

/** Every call of the API, by the name of its function. */
export const operations = {
  listCustomers: read({
    route: 'v1/customers',
    summary: 'List agreement records',
    access: readers,
    params: nothing,
    query: customerQuery,
    success: ok('A page of customers', customerListView),
    problems: ['INVALID_CONTINUATION_TOKEN'],
  }),
  getCustomer: read({
    route: 'v1/customers/{customerTenantId}',
    summary: 'Read one agreement record',
    access: readers,
    params: customerPath,
    query: nothing,
    success: ok('The record', customerView),
    problems: ['CUSTOMER_NOT_FOUND'],
  }),
  getReadiness: read({
    route: 'v1/customers/{customerTenantId}/readiness',
    summary: 'May this customer order now, and if not, what to do',
    access: readers,
    params: customerPath,
    query: nothing,
    success: ok('The readiness', customerReadinessView),
    problems: ['CUSTOMER_NOT_FOUND'],
  }),
  getConfirmation: read({
    route: 'v1/customers/{customerTenantId}/confirmation',
    summary: 'Has the acceptance been provided',
    access: readers,
    params: customerPath,
    query: nothing,
    success: ok('The confirmation', confirmationView),
    problems: ['CUSTOMER_NOT_FOUND'],
  }),
  listEvents: read({
    route: 'v1/customers/{customerTenantId}/events',
    summary: 'Read the history of a customer, oldest first',
    access: readers,
    params: customerPath,
    query: historyQuery,
    success: ok('A page of events', historyView),
    problems: ['CUSTOMER_NOT_FOUND', 'INVALID_CONTINUATION_TOKEN'],
  }),
  inviteCustomer: command({
    route: 'v1/customers/{customerTenantId}/invitations',
    summary: 'Invite an existing customer to accept in the Microsoft 365 admin center',
    params: customerPath,
    body: invitationBody,
    success: accepted('The invitation is stored and will be sent', invitedView),
    problems: ['CUSTOMER_NOT_FOUND', 'ALREADY_ACCEPTED', 'RESEND_TOO_SOON'],
  }),
  resendInvitation: command({
    route: 'v1/invitations/{invitationId}/resend',
    summary: 'Send the mail of an invitation once more',
    params: invitationPath,
    body: emptyBody,
    success: accepted('The mail is stored and will be sent', customerView),
    problems: ['INVITATION_NOT_FOUND', 'INVITATION_CLOSED', 'ALREADY_ACCEPTED', 'RESEND_TOO_SOON'],
  }),
  cancelInvitation: command({
    route: 'v1/invitations/{invitationId}/cancel',
    summary: 'Withdraw an invitation',
    params: invitationPath,
    body: emptyBody,
    success: ok('The invitation is cancelled', customerView),
    problems: ['INVITATION_NOT_FOUND', 'INVITATION_CLOSED', 'ALREADY_ACCEPTED'],
  }),
  requestCheck: command({
    route: 'v1/customers/{customerTenantId}/checks',
    summary: 'Ask Microsoft about a customer now',
    params: customerPath,
    body: emptyBody,
    success: accepted('The check is stored and will be made', customerView),
    problems: ['CUSTOMER_NOT_FOUND'],
  }),
  getSummary: read({
    route: 'v1/summary',
    summary: 'Exact counts per status, last and next reconciliation',
    access: staff,
    params: nothing,
    query: nothing,
    success: ok('The summary', summaryView),
    problems: [],
  }),
  getOpenApi: read({
    route: 'v1/openapi.json',
    summary: 'This description',
    access: 'anonymous',
    params: nothing,
    query: nothing,
    success: ok('An OpenAPI 3.1 document', z.looseObject({})),
    problems: [],
  }),
  checkLiveness: read({
    route: 'v1/health/live',
    summary: 'Is the process up',
    access: 'anonymous',
    params: nothing,
    query: nothing,
    success: ok('It is', z.object({ status: z.literal('live') })),
    problems: [],
  }),
  checkReadiness: read({
    route: 'v1/health/ready',
    summary: 'Can the application reach its storage',
    access: staff,
    params: nothing,
    query: nothing,
    success: ok('It can', z.object({ status: z.literal('ready') })),
    problems: [],
  }),
} as const;
