import { statuses } from '../../domain/customers/record.ts';
import { prospectStates } from '../../domain/prospects/prospect.ts';
import {
  prospectEventTypes,
  webhookEventTypes,
  type WebhookEventType,
} from '../../domain/webhooks/webhookEvent.ts';
import type { Json } from './jsonSchema.ts';

const text = { type: 'string' };
const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
  ...{ name, in: 'header', required: true, schema: text },
  description: 'Standard Webhooks 1.0',
}));

/** Outgoing events, each with its body: CloudEvents 1.0 in the JSON form. */
export function webhookDocs(): Json {
  return Object.fromEntries(
    webhookEventTypes.map((type) => [
      type,
      {
        post: {
          operationId: `on.${type}`,
          summary: `An endpoint is told: ${type}`,
          description: 'Ids, codes and times only. A message may come twice, and out of order.',
          tags: ['webhook-endpoints'],
          security: [],
          parameters: signed,
          requestBody: {
            required: true,
            content: { 'application/cloudevents+json': { schema: bodyOf(type) } },
          },
          responses: {
            '2XX': { description: 'The endpoint has taken it' },
            '4XX': { description: 'It is sent again later; 410 disables the endpoint' },
          },
        },
      },
    ]),
  );
}

const version = { type: 'integer', description: 'Of the record: a greater one is newer' };
const customerData: Json = {
  type: 'object',
  required: ['customerTenantId', 'status', 'version'],
  properties: {
    customerTenantId: { ...text, format: 'uuid' },
    status: { type: 'string', enum: [...statuses] },
    version,
    invitationId: text,
    attestationId: text,
    reason: { ...text, description: 'A code that says more, where there is one' },
  },
};
const prospectData: Json = {
  type: 'object',
  required: ['relationshipInvitationId', 'state', 'version'],
  properties: {
    relationshipInvitationId: { ...text, format: 'uuid' },
    state: { type: 'string', enum: [...prospectStates] },
    version,
  },
};

function bodyOf(type: WebhookEventType): Json {
  return {
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'time', 'datacontenttype', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { ...text, description: 'The same in every repeat' },
      source: { ...text, format: 'uri' },
      type: { const: type },
      time: { ...text, format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      data: prospectEventTypes.some((one) => one === type) ? prospectData : customerData,
    },
  };
}
