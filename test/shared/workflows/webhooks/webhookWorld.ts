import type { EndpointKind } from '../../../../shared/domain/webhooks/webhookEndpoint.ts';
import type { WebhookEventType } from '../../../../shared/domain/webhooks/webhookEvent.ts';
import { createWebhookEndpoint } from '../../../../shared/workflows/webhooks/createWebhookEndpoint.ts';
import { deliverWebhooks } from '../../../../shared/workflows/webhooks/deliverWebhooks.ts';
import { createWorld, type World } from '../../../fakes/world.ts';

export const url = 'https://shop.example.com/hooks';

/** Adds an endpoint and has it send its challenge back. */
export async function activeEndpoint(
  world: World,
  filters: {
    readonly events?: readonly WebhookEventType[];
    readonly resellerTenantId?: string;
    readonly kind?: EndpointKind;
  } = {},
): Promise<{ id: string; secret: string }> {
  const { events = null, resellerTenantId = null, kind = 'standard' } = filters;
  const outcome = await createWebhookEndpoint(world, {
    url,
    kind,
    description: null,
    events,
    resellerTenantId,
  });
  if (outcome.kind === 'replayed') throw new Error('no key was given');
  const { endpoint, secret } = outcome.record;
  world.pass(2_000);
  await deliverWebhooks(world, endpoint.id);
  world.hooks.sent.length = 0;
  world.hooks.woken.length = 0;
  return { id: endpoint.id, secret };
}

export async function hookedWorld(filters?: Parameters<typeof activeEndpoint>[1]) {
  const world = createWorld();
  const { id, secret } = await activeEndpoint(world, filters);
  return { world, id, secret };
}

/** Types of what was sent. */
export function typesOf({ sent }: World['hooks']): unknown[] {
  return sent.map(({ body }) => (JSON.parse(body) as { type: unknown }).type);
}
