import { TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { queues } from '../../../queues.ts';
import { tables as tableNames } from '../../../tables.ts';

/** A connection string, or the service endpoints with an identity. */
export type Connection =
  | string
  | {
      readonly tableServiceUri: string;
      readonly queueServiceUri: string;
      readonly credential: TokenCredential;
    };

export type Tables = { readonly [name in keyof typeof tableNames]: TableClient };
export type Queues = { readonly [name in keyof typeof queues]: QueueClient };

/** Waits are on the path of a request, and the SDKs' own (1 s and 4 s) are made for batch work. */
const retries = 2;
const tryTimeoutMs = 10_000;

/** Clients of all tables. Nothing is called yet. */
export function createTables(connection: Connection, { retryDelayMs = 100 } = {}): Tables {
  const options: TableServiceClientOptions = {
    retryOptions: {
      maxRetries: retries,
      retryDelayInMs: retryDelayMs,
      maxRetryDelayInMs: 10 * retryDelayMs,
    },
    allowInsecureConnection: isLoopback(connection),
    additionalPolicies: [
      {
        position: 'perRetry',
        policy: {
          name: 'tryTimeout',
          sendRequest(request, next) {
            request.timeout = tryTimeoutMs;
            return next(request);
          },
        },
      },
    ],
  };
  const open = (name: string) =>
    typeof connection === 'string'
      ? TableClient.fromConnectionString(connection, name, options)
      : new TableClient(connection.tableServiceUri, name, connection.credential, options);
  return {
    customers: open(tableNames.customers),
    due: open(tableNames.due),
    byStatus: open(tableNames.byStatus),
    byName: open(tableNames.byName),
    sorted: open(tableNames.sorted),
    events: open(tableNames.events),
    mails: open(tableNames.mails),
    webhooks: open(tableNames.webhooks),
    prospects: open(tableNames.prospects),
    imports: open(tableNames.imports),
    activity: open(tableNames.activity),
    people: open(tableNames.people),
  };
}

/** Clients of all queues. Nothing is called yet. */
export function createQueues(connection: Connection, options: { retryDelayMs?: number } = {}): Queues {
  const open = createQueueOpener(connection, options);
  return {
    mails: open(queues.mails),
    checks: open(queues.checks),
    attestations: open(queues.attestations),
    events: open(queues.events),
    deliveryReports: open(queues.deliveryReports),
    reconciliations: open(queues.reconciliations),
    webhooks: open(queues.webhooks),
    prospects: open(queues.prospects),
    imports: open(queues.imports),
  };
}

/** Opens queues by name. Nothing is called yet. */
export function createQueueOpener(
  connection: Connection,
  { retryDelayMs = 100 } = {},
): (queueName: string) => QueueClient {
  const options = {
    retryOptions: {
      maxTries: 1 + retries,
      retryDelayInMs: retryDelayMs,
      maxRetryDelayInMs: 10 * retryDelayMs,
      tryTimeoutInMs: tryTimeoutMs,
    },
  };
  const service =
    typeof connection === 'string'
      ? QueueServiceClient.fromConnectionString(connection, options)
      : new QueueServiceClient(connection.queueServiceUri, connection.credential, options);
  return (queueName) => service.getQueueClient(queueName);
}

/** Only storage on this machine may be reached without TLS. */
function isLoopback(connection: Connection): boolean {
  // The SDK sends no token without TLS anyway (tried).
  if (typeof connection !== 'string') return false;
  if (/(^|;)\s*UseDevelopmentStorage=true/i.test(connection)) return true;
  const endpoint = /(?:^|;)\s*TableEndpoint=([^;]+)/i.exec(connection)?.[1];
  if (endpoint === undefined) return false;
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
