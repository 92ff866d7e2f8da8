import { randomUUID } from 'node:crypto';
import { createSecretBox } from '../../shared/adapters/signing/secretBox.ts';
import { createWebhookDeliveries } from '../../shared/adapters/storage/webhooks/webhookDeliveries.ts';
import { createWebhookEndpoints } from '../../shared/adapters/storage/webhooks/webhookEndpoints.ts';
import { createOutbox } from '../../shared/adapters/storage/webhooks/outbox.ts';
import type { Attempt } from '../../shared/domain/webhooks/webhookDelivery.ts';
import type { Clock } from '../../shared/workflows/ports/ports.ts';
import type { WebhookNeeds, WebhookSender } from '../../shared/workflows/ports/webhookPorts.ts';
import { composeChat } from '../../shared/views/chat/composeChat.ts';
import { createSingleFlight } from '../../shared/concurrency/singleFlight.ts';
import { atRest } from './atRest.ts';
import { createMemoryTables, type MemoryTables } from './tables/memoryTables.ts';

type Message = Parameters<WebhookSender['send']>[0];
/** What an endpoint does with a message: a status, a whole answer, or nothing before it is too late. */
export type Receive = (message: Message) => Partial<Attempt> | Promise<Partial<Attempt>>;

const chatPlace = {
  language: 'en',
  recordUrl: (id: string) => `https://partner.example/portal/customers/${id}`,
  prospectUrl: (id: string) => `https://partner.example/portal/relationship-invitations/${id}`,
  endpointUrl: (id: string) => `https://partner.example/portal/webhook-endpoints/${id}`,
} as const;

export type WebhooksInMemory = {
  readonly ports: WebhookNeeds;
  readonly tables: MemoryTables;
  /** Every message that was sent, in its order. */
  readonly sent: Message[];
  readonly woken: { endpointId: string; delayMs: number }[];
  /** From now on; at first every endpoint takes everything, and sends back what it was sent. */
  receive(how: Receive): void;
};

/** Other systems in memory, over the real table adapters. */
export function webhooksInMemory(clock: Clock): WebhooksInMemory {
  const tables = createMemoryTables();
  const sent: Message[] = [];
  const woken: WebhooksInMemory['woken'] = [];
  const endpoints = createWebhookEndpoints(tables.clients, atRest);
  let receive: Receive = ({ body }) => ({ status: 200, response: body });
  return {
    tables,
    sent,
    woken,
    receive: (how) => void (receive = how),
    ports: {
      webhookEndpoints: {
        ...endpoints,
        knownForMs: 2_000,
        known: async () => (await endpoints.list()).map(({ endpoint }) => endpoint),
      },
      webhookDeliveries: createWebhookDeliveries(tables.clients),
      webhookNews: createOutbox(tables.clients, randomUUID),
      webhookWakeUps: {
        send: async (endpointId, delayMs = 0) => void woken.push({ endpointId, delayMs }),
      },
      webhookSender: {
        send: async (message) => {
          sent.push(message);
          const usual = { at: clock.now(), latencyMs: 1, status: 200, failure: null };
          return { ...usual, response: null, retryAfterMs: null, ...(await receive(message)) };
        },
      },
      secretBox: createSecretBox(Buffer.alloc(32, 7)),
      singleFlight: createSingleFlight(),
      newId: randomUUID,
      chatMessage: async (kind, news) => composeChat(kind, news, chatPlace),
      webhooks: { source: 'https://partner.example', allowLoopback: false },
    },
  };
}
