import type { EndpointKind } from './webhookEndpoint.ts';
import type { WebhookEvent } from './webhookEvent.ts';

export type ChatKind = Exclude<EndpointKind, 'standard'>;

/** What a message to a channel says; `challenge` is what an admin enters to show that the message arrived. */
export type ChatNews =
  | { readonly about: 'event'; readonly event: WebhookEvent }
  | { readonly about: 'verification'; readonly endpointId: string; readonly challenge: string }
  | { readonly about: 'test'; readonly endpointId: string };
