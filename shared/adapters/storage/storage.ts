import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FailureNotes, PoisonMessages } from '../../workflows/poisonPorts.ts';
import type { SenderRefusals } from '../../workflows/connectionPorts.ts';
import type { MailQuota } from '../../domain/mailLine.ts';
import type { Clock, Needs, Trace } from '../../workflows/ports.ts';
import type { SenderNotes } from '../email/noteSenderRefusals.ts';
import { createAgreements } from './agreements.ts';
import type { AtRest } from './atRest.ts';
import { createCallBudget } from './budget.ts';
import { createCachedBrands } from './cachedBrands.ts';
import { createQueueOpener, createQueues, createTables, type Connection } from './connection.ts';
import { createCustomerOrders } from './customerOrders.ts';
import { createDiscoveries } from './discoveries.ts';
import { createPartnerCenterEvents } from './partnerCenterEvents.ts';
import { createFailureNotes } from './failureNotes.ts';
import { createImports } from './imports.ts';
import { createListings } from './listings.ts';
import { createMailBrands } from './mailBrands.ts';
import { createMailDispatch } from './mailDispatch.ts';
import { createPoisonMessages } from './poisonMessages.ts';
import { createProspects } from './prospects.ts';
import { createQueueProbe } from './queueProbe.ts';
import { createRuns } from './runs.ts';
import { createSchedule } from './schedule.ts';
import { createSenderNotes } from './senderNotes.ts';
import { createStatusIndex } from './statusIndex.ts';
import { createStorageAudit } from './storageAudit.ts';
import {
  createEventWakeUps,
  createImportWakeUps,
  createProspectWakeUps,
  createRunWakeUps,
  createWakeUps,
  createWebhookWakeUps,
} from './wakeUps.ts';
import { createKnownEndpoints } from './knownEndpoints.ts';
import { createWebhookDeliveries } from './webhookDeliveries.ts';
import { createWebhookEndpoints } from './webhookEndpoints.ts';
import { createWebhookNews } from './webhookNews.ts';

export type StoragePorts = Pick<
  Needs,
  | 'agreements'
  | 'schedule'
  | 'discoveries'
  | 'storageAudit'
  | 'statusIndex'
  | 'runs'
  | 'runWakeUps'
  | 'mailWakeUps'
  | 'checkWakeUps'
  | 'eventWakeUps'
  | 'partnerCenterEvents'
  | 'attestationWakeUps'
  | 'prospects'
  | 'prospectWakeUps'
  | 'imports'
  | 'importWakeUps'
  | 'callBudget'
  | 'mailBrands'
  | 'customerOrders'
  | 'queueProbe'
  | 'mailDispatch'
  | 'webhookEndpoints'
  | 'webhookDeliveries'
  | 'webhookNews'
  | 'webhookWakeUps'
> & {
  readonly senderRefusals: SenderNotes & SenderRefusals;
  readonly failureNotes: FailureNotes;
  readonly poisonMessages: PoisonMessages;
};

export type StorageOptions = {
  readonly atRest: AtRest;
  readonly retryDelayMs?: number;
  readonly callsPerMinute?: number;
  readonly mailQuota?: MailQuota;
  readonly trace?: Trace;
};

/** Of a domain of one's own (documented). */
const documentedQuota: MailQuota = { perMinute: 30, perHour: 100 };
const noTrace: Trace = { parent: () => undefined };

/** Every port that Azure Storage stands behind. Nothing is called before the first use. */
export function createStorage(
  connection: Connection,
  clock: Clock,
  {
    atRest,
    retryDelayMs = 100,
    callsPerMinute = 500,
    mailQuota = documentedQuota,
    trace = noTrace,
  }: StorageOptions,
): StoragePorts {
  const tables = createTables(connection, { retryDelayMs });
  const queues = createQueues(connection, { retryDelayMs });
  const listings = createListings(tables.byStatus);
  const openQueue = createQueueOpener(connection, { retryDelayMs });
  const failureNotes = createFailureNotes(tables);
  const newId = () => randomBytes(6).toString('hex');
  return {
    agreements: createAgreements({ tables, listings, clock, atRest, newId }),
    schedule: createSchedule({ tables, listings }),
    statusIndex: createStatusIndex(tables),
    runs: createRuns(tables),
    runWakeUps: createRunWakeUps(queues.reconciliations, trace),
    discoveries: createDiscoveries(tables),
    storageAudit: createStorageAudit({ tables, listings, clock, atRest, newId }),
    callBudget: createCallBudget({ due: tables.due, clock, callsPerMinute, holder: newId(), sleep }),
    customerOrders: createCustomerOrders(tables),
    mailBrands: createCachedBrands(createMailBrands(tables), clock),
    senderRefusals: createSenderNotes(tables),
    mailDispatch: createMailDispatch({ mails: tables.mails, clock, quota: mailQuota, newId, sleep }),
    mailWakeUps: createWakeUps(queues.mails, trace),
    queueProbe: createQueueProbe(openQueue, clock),
    failureNotes,
    poisonMessages: createPoisonMessages(openQueue, failureNotes),
    checkWakeUps: createWakeUps(queues.checks, trace),
    eventWakeUps: createEventWakeUps(queues.events, trace),
    partnerCenterEvents: createPartnerCenterEvents(tables),
    attestationWakeUps: createWakeUps(queues.attestations, trace),
    webhookEndpoints: createKnownEndpoints(createWebhookEndpoints(tables, atRest), clock),
    webhookDeliveries: createWebhookDeliveries(tables),
    webhookNews: createWebhookNews(tables, newId),
    webhookWakeUps: createWebhookWakeUps(queues.webhooks, trace),
    prospects: createProspects(tables, atRest),
    prospectWakeUps: createProspectWakeUps(queues.prospects, trace),
    imports: createImports(tables, { atRest, newId }),
    importWakeUps: createImportWakeUps(queues.imports, trace),
  };
}
