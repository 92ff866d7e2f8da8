import type * as z from 'zod';
import type { Role } from '../../domain/caller.ts';
import type { Operation } from '../operation.ts';
import type { shapes } from './shapes.ts';

const readers: readonly Role[] = ['AdminAgent', 'SalesAgent', 'Viewer', 'Reseller'];
const staff: readonly Role[] = ['AdminAgent', 'SalesAgent', 'Viewer'];
const agents: readonly Role[] = ['AdminAgent', 'SalesAgent'];

const templateProblems = [
  'RESELLER_CANNOT_ATTEST',
  'PARTNER_CENTER_REFUSED',
  'PARTNER_CENTER_DENIED',
  'PARTNER_CENTER_SIGN_IN_FAILED',
  'PARTNER_CENTER_THROTTLED',
  'PARTNER_CENTER_UNAVAILABLE',
  'SECRETS_UNAVAILABLE',
] as const;

const webhookRoute = 'v1/webhook-endpoints';
const oneEndpoint = `${webhookRoute}/{endpointId}`;

type AllShapes = typeof shapes;

const shapesOf =
  <Name extends keyof AllShapes>(name: Name) =>
  async (): Promise<AllShapes[Name]> =>
    (await import('./shapes.ts')).shapes[name];
const ok = (description: string) => ({ status: 200, description });
const accepted = (description: string) => ({ status: 202, description });

type Part<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = Operation<
  Params,
  Query,
  Body
>;

/** A read of whoever may see records, unless it says otherwise. */
function read<Params extends z.ZodType, Query extends z.ZodType>(
  operation: Omit<Part<Params, Query, z.ZodNever>, 'method'>,
): Part<Params, Query, z.ZodNever> {
  return { method: 'GET', ...operation };
}

/** A command of an agent. */
function command<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  operation: Omit<Part<Params, Query, Body>, 'method' | 'access'>,
): Part<Params, Query, Body> {
  return { method: 'POST', access: agents, ...operation };
}

/** Endpoints get to know what happens to all customers: whoever adds one decides for the partner. */
function ofAdmins<const Method extends 'POST' | 'PATCH' | 'DELETE'>(method: Method) {
  return { method, access: ['AdminAgent'] as const };
}

/** Every call of the API, by the name of its function. */
export const operations = {
  listCustomers: read({
    route: 'v1/customers',
    summary: 'List agreement records',
    access: readers,
    success: ok('A page of customers'),
    problems: ['INVALID_CONTINUATION_TOKEN'],
    shapes: shapesOf('listCustomers'),
  }),
  getCustomer: read({
    route: 'v1/customers/{customerTenantId}',
    summary: 'Read one agreement record',
    access: readers,
    success: ok('The record'),
    problems: ['CUSTOMER_NOT_FOUND'],
    shapes: shapesOf('getCustomer'),
  }),
  getReadiness: read({
    route: 'v1/customers/{customerTenantId}/readiness',
    summary: 'May this customer order now, and if not, what to do',
    access: readers,
    success: ok('The readiness'),
    problems: ['CUSTOMER_NOT_FOUND'],
    shapes: shapesOf('getReadiness'),
  }),
  findReadiness: read({
    route: 'v1/readiness',
    summary: 'The same for the customer with a domain',
    access: readers,
    success: ok('The readiness'),
    problems: ['CUSTOMER_NOT_FOUND'],
    shapes: shapesOf('findReadiness'),
  }),
  getConfirmation: read({
    route: 'v1/customers/{customerTenantId}/confirmation',
    summary: 'Has the acceptance been provided',
    access: readers,
    success: ok('The confirmation'),
    problems: ['CUSTOMER_NOT_FOUND'],
    shapes: shapesOf('getConfirmation'),
  }),
  listEvents: read({
    route: 'v1/customers/{customerTenantId}/events',
    summary: 'Read the history of a customer, oldest first',
    access: readers,
    success: ok('A page of events'),
    problems: ['CUSTOMER_NOT_FOUND', 'INVALID_CONTINUATION_TOKEN'],
    shapes: shapesOf('listEvents'),
  }),
  getEvidence: read({
    route: 'v1/customers/{customerTenantId}/evidence',
    summary: 'Read the whole history with its proof, as JSON or as a printable page',
    access: readers,
    success: ok('The evidence; a broken chain is reported in it'),
    hasPage: true,
    problems: ['CUSTOMER_NOT_FOUND'],
    shapes: shapesOf('getEvidence'),
  }),
  getAgreementMetadata: read({
    route: 'v1/agreement-metadata',
    summary: 'Read which agreement template is in force, and where it is offered',
    access: staff,
    success: ok('The template and its countries'),
    problems: [...templateProblems],
    shapes: shapesOf('getAgreementMetadata'),
  }),
  getAgreementTemplate: read({
    route: 'v1/agreement-template',
    summary: 'Get fresh links to the agreement of one country in one language',
    access: staff,
    success: ok('Links that live five minutes'),
    problems: ['COUNTRY_NOT_OFFERED', ...templateProblems],
    shapes: shapesOf('getAgreementTemplate'),
  }),
  createCustomer: command({
    route: 'v1/customers',
    summary: 'Make a customer at Partner Center and begin its way to the agreement',
    success: { status: 201, description: 'The customer is made, and its invitation or attestation stored' },
    problems: [
      'RESELLER_CANNOT_ATTEST',
      'COUNTRY_NOT_OFFERED',
      'RESELLER_NOT_OURS',
      'DOMAIN_TAKEN',
      'ADDRESS_NOT_VALID',
      'CUSTOMER_LIMIT_REACHED',
      'CUSTOMER_REJECTED',
      'REQUEST_UNDER_WAY',
      'PARTNER_CENTER_DENIED',
      'PARTNER_CENTER_REFUSED',
      'PARTNER_CENTER_SIGN_IN_FAILED',
      'PARTNER_CENTER_THROTTLED',
      'PARTNER_CENTER_UNAVAILABLE',
    ],
    shapes: shapesOf('createCustomer'),
  }),
  inviteCustomer: command({
    route: 'v1/customers/{customerTenantId}/invitations',
    summary: 'Invite an existing customer to accept in the Microsoft 365 admin center',
    success: accepted('The invitation is stored and will be sent'),
    problems: ['CUSTOMER_NOT_FOUND', 'ALREADY_ACCEPTED', 'CLOUD_NOT_SUPPORTED', 'RESEND_TOO_SOON'],
    shapes: shapesOf('inviteCustomer'),
  }),
  resendInvitation: command({
    route: 'v1/invitations/{invitationId}/resend',
    summary: 'Send the mail of an invitation once more',
    success: accepted('The mail is stored and will be sent'),
    problems: [
      'CUSTOMER_NOT_FOUND',
      'INVITATION_NOT_FOUND',
      'INVITATION_CLOSED',
      'ALREADY_ACCEPTED',
      'RESEND_TOO_SOON',
    ],
    shapes: shapesOf('resendInvitation'),
  }),
  cancelInvitation: command({
    route: 'v1/invitations/{invitationId}/cancel',
    summary: 'Withdraw an invitation',
    success: ok('The invitation is cancelled'),
    problems: ['CUSTOMER_NOT_FOUND', 'INVITATION_NOT_FOUND', 'INVITATION_CLOSED', 'ALREADY_ACCEPTED'],
    shapes: shapesOf('cancelInvitation'),
  }),
  inviteProspect: command({
    route: 'v1/relationship-invitations',
    summary: 'Invite somebody who is no customer yet to take us as a partner and to accept the agreement',
    success: accepted('The invitation is stored and will be carried out'),
    problems: ['RESELLER_CANNOT_INVITE', 'CLOUD_NOT_SUPPORTED', 'RESELLER_NOT_OURS', 'ALREADY_CUSTOMER'],
    shapes: shapesOf('inviteProspect'),
  }),
  listProspects: read({
    route: 'v1/relationship-invitations',
    summary: 'List relationship invitations, the newest first',
    access: readers,
    success: ok('A page of relationship invitations'),
    problems: ['INVALID_CONTINUATION_TOKEN'],
    shapes: shapesOf('listProspects'),
  }),
  getProspect: read({
    route: 'v1/relationship-invitations/{prospectId}',
    summary: 'Read one relationship invitation with its history',
    access: readers,
    success: ok('The relationship invitation'),
    problems: ['INVITATION_NOT_FOUND'],
    shapes: shapesOf('getProspect'),
  }),
  linkProspect: command({
    route: 'v1/relationship-invitations/{prospectId}/link',
    summary: 'Say which customer an invited prospect is, or that it is none of the candidates',
    success: ok('The relationship invitation'),
    problems: [
      'INVITATION_NOT_FOUND',
      'INVITATION_CLOSED',
      'CUSTOMER_NOT_FOUND',
      'PARTNER_CENTER_REFUSED',
      'PARTNER_CENTER_DENIED',
      'PARTNER_CENTER_SIGN_IN_FAILED',
      'PARTNER_CENTER_THROTTLED',
      'PARTNER_CENTER_UNAVAILABLE',
      'SECRETS_UNAVAILABLE',
    ],
    shapes: shapesOf('linkProspect'),
  }),
  attestCustomer: command({
    route: 'v1/customers/{customerTenantId}/attestations',
    summary:
      'Attest that a customer accepts: its signatory gets the link to Microsoft’s page, or has accepted already',
    success: accepted('The attestation is stored and will be carried out'),
    problems: [
      'CUSTOMER_NOT_FOUND',
      'RESELLER_CANNOT_ATTEST',
      'ALREADY_ACCEPTED',
      'ATTESTATION_OPEN',
      'SIGNATORY_ON_RECORD',
      'COUNTRY_NOT_OFFERED',
      'CLOUD_NOT_SUPPORTED',
    ],
    shapes: shapesOf('attestCustomer'),
  }),
  getAttestation: read({
    route: 'v1/customers/{customerTenantId}/attestations/{attestationId}',
    summary: 'Read how far an attestation is',
    access: readers,
    success: ok('The attestation'),
    problems: ['CUSTOMER_NOT_FOUND', 'ATTESTATION_NOT_FOUND'],
    shapes: shapesOf('getAttestation'),
  }),
  noteDirectRefusal: command({
    route: 'v1/customers/{customerTenantId}/direct-refusals',
    summary:
      'Note that the admin center told the customer to ask the partner, so that attestation is the next step',
    success: ok('The record, whose next step is to attest'),
    problems: ['CUSTOMER_NOT_FOUND', 'ALREADY_ACCEPTED'],
    shapes: shapesOf('noteDirectRefusal'),
  }),
  createImport: command({
    route: 'v1/imports',
    summary: 'Invite the customers of a file, or attest for them, row by row; or only judge the rows',
    takes: 'csv',
    success: accepted('The file is stored, and each row will be carried out or refused'),
    problems: ['RESELLER_CANNOT_ATTEST'],
    shapes: shapesOf('createImport'),
  }),
  getImport: read({
    route: 'v1/imports/{importId}',
    summary: 'Read how far an import is, and what became of its rows',
    access: staff,
    success: ok('The import with a page of its rows'),
    problems: ['IMPORT_NOT_FOUND', 'INVALID_CONTINUATION_TOKEN'],
    shapes: shapesOf('getImport'),
  }),
  requestCheck: command({
    route: 'v1/customers/{customerTenantId}/checks',
    summary: 'Ask Microsoft about a customer now',
    success: accepted('The check is stored and will be made'),
    problems: ['CUSTOMER_NOT_FOUND'],
    shapes: shapesOf('requestCheck'),
  }),
  getMailBrand: read({
    route: 'v1/mail-brand',
    summary: 'Read how the mails look: the newest version, or an earlier one',
    access: staff,
    success: ok('The brand'),
    problems: ['BRAND_NOT_FOUND'],
    shapes: shapesOf('getMailBrand'),
  }),
  saveMailBrand: {
    method: 'PUT',
    route: 'v1/mail-brand',
    summary: 'Save how the mails look, as the next version',
    access: ['AdminAgent'],
    success: ok('The brand as saved'),
    problems: ['BRAND_CHANGED'],
    shapes: shapesOf('saveMailBrand'),
  },
  previewInvitation: command({
    route: 'v1/invitation-preview',
    summary: 'Write a mail of any kind to look at; nothing is stored or sent',
    success: ok('The mail'),
    problems: [],
    shapes: shapesOf('previewInvitation'),
  }),
  getConnection: read({
    route: 'v1/connection',
    summary: 'What works of the connection to Partner Center, mail and storage, and what mends the rest',
    access: agents,
    success: ok('The state of every part'),
    problems: [],
    shapes: shapesOf('getConnection'),
  }),
  listQueues: read({
    route: 'v1/queues',
    summary: 'What waits in the queues, and what failed for good',
    access: staff,
    success: ok('All queues'),
    problems: [],
    shapes: shapesOf('listQueues'),
  }),
  listPoisonMessages: read({
    route: 'v1/queues/{queueName}/poison-messages',
    summary: 'List messages that failed for good, with the reason',
    access: staff,
    success: ok('The oldest of them'),
    problems: ['QUEUE_NOT_FOUND'],
    shapes: shapesOf('listPoisonMessages'),
  }),
  replayPoisonMessage: command({
    route: 'v1/queues/{queueName}/poison-messages/{messageId}/replay',
    summary: 'Give a message that failed for good back to its queue',
    success: ok('It is back'),
    problems: ['QUEUE_NOT_FOUND', 'POISON_MESSAGE_NOT_FOUND'],
    shapes: shapesOf('replayPoisonMessage'),
  }),
  replayPoisonMessages: command({
    route: 'v1/queues/{queueName}/poison-messages/replay',
    summary: 'Give all of them back, at most a thousand',
    success: ok('They are back'),
    problems: ['QUEUE_NOT_FOUND'],
    shapes: shapesOf('replayPoisonMessages'),
  }),
  startReconciliation: command({
    route: 'v1/reconciliations',
    summary: 'Start a reconciliation now; while one is under way, that one is answered',
    success: accepted('It is asked for or under way; the summary shows how far it is'),
    problems: [],
    shapes: shapesOf('startReconciliation'),
  }),
  listWebhookEndpoints: read({
    route: webhookRoute,
    summary: 'List the webhook endpoints, to which news is sent',
    access: agents,
    success: ok('All of them'),
    problems: [],
    shapes: shapesOf('listWebhookEndpoints'),
  }),
  createWebhookEndpoint: {
    ...ofAdmins('POST'),
    route: webhookRoute,
    summary: 'Add a webhook endpoint; it has to send a challenge back before it is told of anything',
    success: { status: 201, description: 'The endpoint with its secret' },
    problems: ['TOO_MANY_WEBHOOK_ENDPOINTS'],
    shapes: shapesOf('createWebhookEndpoint'),
  },
  getWebhookEndpoint: read({
    route: oneEndpoint,
    summary: 'Read one webhook endpoint',
    access: agents,
    success: ok('The endpoint'),
    problems: ['WEBHOOK_ENDPOINT_NOT_FOUND'],
    shapes: shapesOf('getWebhookEndpoint'),
  }),
  changeWebhookEndpoint: {
    ...ofAdmins('PATCH'),
    route: oneEndpoint,
    summary: 'Change, pause or resume a webhook endpoint; what is not given stays',
    success: ok('The endpoint'),
    problems: ['WEBHOOK_ENDPOINT_NOT_FOUND', 'WEBHOOK_ENDPOINT_NOT_ACTIVE'],
    shapes: shapesOf('changeWebhookEndpoint'),
  },
  deleteWebhookEndpoint: {
    ...ofAdmins('DELETE'),
    route: oneEndpoint,
    summary: 'Remove a webhook endpoint with its deliveries',
    success: { status: 204, description: 'It is gone' },
    problems: ['WEBHOOK_ENDPOINT_NOT_FOUND'],
    shapes: shapesOf('deleteWebhookEndpoint'),
  },
  testWebhookEndpoint: {
    ...ofAdmins('POST'),
    route: `${oneEndpoint}/test`,
    summary: 'Send a test message, or to a pending endpoint its challenge again',
    success: accepted('The message is stored and will be sent'),
    problems: ['WEBHOOK_ENDPOINT_NOT_FOUND', 'WEBHOOK_ENDPOINT_NOT_ACTIVE'],
    shapes: shapesOf('testWebhookEndpoint'),
  },
  rotateWebhookSecret: {
    ...ofAdmins('POST'),
    route: `${oneEndpoint}/rotate-secret`,
    summary: 'Give a webhook endpoint a new secret; the one before signs, too, for 24 hours',
    success: ok('The endpoint with its new secret'),
    problems: ['WEBHOOK_ENDPOINT_NOT_FOUND'],
    shapes: shapesOf('rotateWebhookSecret'),
  },
  listWebhookDeliveries: read({
    route: `${oneEndpoint}/deliveries`,
    summary: 'List what was sent to a webhook endpoint or waits to be sent, newest first',
    access: agents,
    success: ok('A page of deliveries'),
    problems: ['WEBHOOK_ENDPOINT_NOT_FOUND', 'INVALID_CONTINUATION_TOKEN'],
    shapes: shapesOf('listWebhookDeliveries'),
  }),
  redeliverWebhook: {
    ...ofAdmins('POST'),
    route: `${oneEndpoint}/deliveries/{deliveryId}/redeliver`,
    summary: 'Send a message once more, with the same id',
    success: accepted('It will be sent'),
    problems: ['WEBHOOK_ENDPOINT_NOT_FOUND', 'WEBHOOK_DELIVERY_NOT_FOUND', 'WEBHOOK_ENDPOINT_NOT_ACTIVE'],
    shapes: shapesOf('redeliverWebhook'),
  },
  redeliverWebhooks: {
    ...ofAdmins('POST'),
    route: `${oneEndpoint}/deliveries/redeliver`,
    summary: 'Send messages of a range once more, about a thousand at a time',
    success: accepted('They will be sent'),
    problems: ['WEBHOOK_ENDPOINT_NOT_FOUND', 'WEBHOOK_ENDPOINT_NOT_ACTIVE', 'INVALID_CONTINUATION_TOKEN'],
    shapes: shapesOf('redeliverWebhooks'),
  },
  getSummary: read({
    route: 'v1/summary',
    summary: 'Exact counts per status; reconciliation, discovery, budget of calls and audit',
    access: staff,
    success: ok('The summary'),
    problems: [],
    shapes: shapesOf('getSummary'),
  }),
  resumeMail: command({
    route: 'v1/mail/resume',
    summary: 'End a pause of the mail sender',
    success: ok('Mails go out again; those that waited follow within five minutes'),
    problems: [],
    shapes: shapesOf('resumeMail'),
  }),
  getOpenApi: read({
    route: 'v1/openapi.json',
    summary: 'This description',
    access: 'anonymous',
    success: ok('An OpenAPI 3.1 document'),
    problems: [],
    shapes: shapesOf('getOpenApi'),
  }),
  checkLiveness: read({
    route: 'v1/health/live',
    summary: 'Is the process up',
    access: 'anonymous',
    success: ok('It is'),
    problems: [],
    shapes: shapesOf('checkLiveness'),
  }),
  checkReadiness: read({
    route: 'v1/health/ready',
    summary: 'Can the application reach its storage',
    access: staff,
    success: ok('It can'),
    problems: [],
    shapes: shapesOf('checkReadiness'),
  }),
} as const;
