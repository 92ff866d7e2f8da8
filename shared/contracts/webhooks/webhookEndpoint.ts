import * as z from 'zod';
import { deliveryTypes, statusClasses } from '../../domain/webhooks/webhookDelivery.ts';
import { webhookEventTypes } from '../../domain/webhooks/webhookEvent.ts';
import { endpointKinds } from '../../domain/webhooks/webhookEndpoint.ts';
import { freeText, instant, instantInput, pageSize, tenantId } from '../fields.ts';

const id = z.string().regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, 'is not an id');
const url = z.string().max(2048, 'is longer than 2048 characters').meta({
  format: 'uri',
  description: 'https at port 443 of a public host name; no user, password or fragment',
});
const events = z
  .array(z.enum(webhookEventTypes))
  .min(1, 'is empty')
  .max(webhookEventTypes.length)
  .meta({ description: 'What the endpoint is told of; absent or null for everything' });
const kind = z.enum(endpointKinds).meta({
  description:
    'standard: CloudEvents signed by Standard Webhooks. teams, slack: messages for people in a channel, which an admin verifies by the code that arrives there',
});
const filters = {
  description: freeText(200).nullish(),
  events: events.nullish(),
  resellerTenantId: tenantId.nullish().meta({ description: 'Only customers of this reseller' }),
};

export const endpointPath = z.strictObject({ endpointId: id });
export const deliveryPath = endpointPath.extend({
  deliveryId: z.string().regex(/^\d{13}-[\da-f-]{36}$/, 'is not the id of a delivery'),
});

export const endpointBody = z
  .strictObject({ url, kind: kind.optional(), ...filters })
  .meta({ id: 'WebhookEndpointRequest' });
export const verifyBody = z
  .strictObject({
    challenge: z.string().max(100, 'is longer than 100 characters').meta({
      description:
        'data.challenge of the endpoint.verification that the endpoint received, or the code in the channel',
    }),
  })
  .meta({ id: 'WebhookEndpointVerification' });
export const endpointChangeBody = z
  .strictObject({
    url: url.optional(),
    ...filters,
    state: z.enum(['active', 'paused']).optional().meta({
      description: 'While it is paused, news waits for the endpoint; active sends it',
    }),
  })
  .meta({ id: 'WebhookEndpointChange' });

export type EndpointBody = z.output<typeof endpointBody>;
export type EndpointChangeBody = z.output<typeof endpointChangeBody>;

export const endpointView = z
  .object({
    id: z.string(),
    url: z.string(),
    kind,
    description: z.string().nullable(),
    events: z.array(z.enum(webhookEventTypes)).nullable(),
    resellerTenantId: z.string().nullable(),
    state: z.enum(['pending', 'active', 'paused', 'disabled']).meta({
      description: 'pending: it has not sent its challenge back yet, and is told of nothing',
    }),
    disabled: z
      .object({ reason: z.enum(['gone', 'failing', 'notVerified']), at: instant })
      .nullable()
      .meta({
        description:
          'Why we gave it up: it answered 410, failed for five days, or never sent its challenge back',
      }),
    failingSince: instant.nullable(),
    secrets: z
      .array(z.object({ createdAt: instant, expiresAt: instant.nullable() }))
      .meta({ description: 'Messages are signed with each of them' }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'WebhookEndpoint' });

export const endpointWithSecretView = endpointView
  .extend({ secret: z.string().meta({ description: 'Shown this once: whsec_ and base64' }) })
  .meta({ id: 'WebhookEndpointWithSecret' });

export const endpointListView = z
  .object({ items: z.array(endpointView), continuationToken: z.null() })
  .meta({ id: 'WebhookEndpointList' });

export const deliveryView = z
  .object({
    id: z.string(),
    webhookId: z.string().meta({ description: 'Header webhook-id of every attempt' }),
    type: z.string(),
    state: z.enum(['waiting', 'delivered', 'failed']),
    createdAt: instant,
    nextAttemptAt: instant.nullable(),
    attempts: z
      .array(
        z.object({
          at: instant,
          status: z.int().nullable().meta({ description: 'Null where there was no answer' }),
          failure: z
            .enum([
              ...(['ADDRESS_REFUSED', 'NAME_NOT_RESOLVED', 'TIMED_OUT', 'TLS_FAILED'] as const),
              ...(['CONNECTION_FAILED', 'SECRET_UNREADABLE', 'CHALLENGE_MISSING'] as const),
            ])
            .nullable()
            .meta({
              description:
                'SECRET_UNREADABLE: SIGNING_KEY was replaced, and the endpoint needs a new secret; CHALLENGE_MISSING: the answer to an endpoint.verification does not hold data.challenge in the first KiB of a text',
            }),
          latencyMs: z.int(),
          response: z
            .string()
            .nullable()
            .meta({ description: 'The first KiB of the answer, where it is text' }),
        }),
      )
      .meta({ description: 'Oldest first; the last ten' }),
    payload: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'WebhookDelivery' });

const deliveryFilters = z.strictObject({
  state: z.enum(['waiting', 'delivered', 'failed']).optional(),
  type: z.enum(deliveryTypes).optional(),
  statusClass: z
    .enum(statusClasses)
    .optional()
    .meta({ description: 'What the newest attempt was answered; none: nothing came back' }),
  from: instantInput.optional().meta({ description: 'Of this instant and later' }),
});
const deliveryPage = { pageSize: pageSize.default(100), continuationToken: z.string().max(4096).optional() };

export const deliveryQuery = deliveryFilters.extend(deliveryPage);
export const allDeliveriesQuery = deliveryFilters.extend({
  endpointId: id.optional().meta({ description: 'Of this endpoint only' }),
  ...deliveryPage,
});

export const deliveryListView = z
  .object({
    items: z.array(deliveryView),
    continuationToken: z.string().nullable().meta({
      description: 'Null on the last page. A page may have fewer items than asked for, and yet a token.',
    }),
  })
  .meta({ id: 'WebhookDeliveryList' });

export const allDeliveriesView = z
  .object({
    items: z.array(deliveryView.extend({ endpointId: z.string() }).meta({ id: 'EndpointDelivery' })),
    continuationToken: z.string().nullable().meta({
      description: 'Null on the last page. A page may have fewer items than asked for, and yet a token.',
    }),
  })
  .meta({ id: 'EndpointDeliveryList' });

export const redeliverBody = z
  .strictObject({
    from: instantInput,
    to: instantInput,
    onlyFailed: z.boolean().default(true),
    continuationToken: z.string().max(4096).nullish(),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'is not after from' })
  .meta({ id: 'RedeliveryRequest', description: 'News of this time: from included, to excluded' });

export const redeliveredView = z
  .object({
    redelivered: z.int(),
    continuationToken: z.string().nullable().meta({ description: 'Send it with the same range for more' }),
  })
  .meta({ id: 'Redelivery' });

export type EndpointView = z.infer<typeof endpointView>;
export type DeliveryView = z.infer<typeof deliveryView>;
