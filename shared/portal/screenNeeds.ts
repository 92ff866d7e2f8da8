import type { Operations } from '../client/operations.ts';

/** Every screen by its address, with the call without which it is nothing: a role that may not make it is not led there. */
export const screenNeeds = {
  '/': 'getSummary',
  '/customers': 'listCustomers',
  '/customers/:id': 'getCustomer',
  '/customers/:id/start': 'inviteCustomer',
  '/customers/:id/evidence': 'getEvidence',
  '/relationship-invitations': 'listProspects',
  '/relationship-invitations/new': 'inviteProspect',
  '/relationship-invitations/:id': 'getProspect',
  '/new-customer': 'createCustomer',
  '/imports': 'listImports',
  '/imports/new': 'createImport',
  '/imports/:id': 'getImport',
  '/readiness': 'findReadiness',
  '/mail-brand': 'getMailBrand',
  '/webhook-endpoints': 'listWebhookEndpoints',
  '/webhook-endpoints/new': 'createWebhookEndpoint',
  '/webhook-endpoints/:id': 'getWebhookEndpoint',
  '/activity': 'listActivity',
  '/settings': 'listSettings',
  '/webhook-deliveries': 'findWebhookDeliveries',
  '/connection': 'getConnection',
  '/queues': 'listQueues',
} as const satisfies Record<string, keyof Operations>;

export type ScreenPattern = keyof typeof screenNeeds;
