import type { WebhookEndpoint } from '../../../domain/webhooks/webhookEndpoint.ts';
import type { Clock } from '../../../workflows/ports/ports.ts';
import type { WebhookEndpoints } from '../../../workflows/ports/webhookPorts.ts';

const knownForMs = 2_000;

/** Endpoints are asked for with every change of a customer, so what is known of them is good for a moment. */
export function createKnownEndpoints(
  stored: Omit<WebhookEndpoints, 'known' | 'knownForMs'>,
  clock: Clock,
): WebhookEndpoints {
  let known: { readonly until: number; readonly endpoints: Promise<readonly WebhookEndpoint[]> } | undefined;
  const forgetAfter = async <T>(change: Promise<T>): Promise<T> => {
    try {
      return await change;
    } finally {
      known = undefined;
    }
  };
  return {
    ...stored,
    knownForMs,
    known() {
      const now = clock.now().getTime();
      if (known && now < known.until) return known.endpoints;
      const endpoints = stored.list().then((found) => found.map(({ endpoint }) => endpoint));
      known = { until: now + knownForMs, endpoints };
      endpoints.catch(() => {
        known = undefined;
      });
      return endpoints;
    },
    add: (...given) => forgetAfter(stored.add(...given)),
    save: (...given) => forgetAfter(stored.save(...given)),
    remove: (id) => forgetAfter(stored.remove(id)),
  };
}
