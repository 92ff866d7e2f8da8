import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { People, SavedViews } from '../../workflows/ports/peoplePorts.ts';
import type { FailureNotes, PoisonMessages } from '../../workflows/ports/poisonPorts.ts';
import type { SenderRefusals } from '../../workflows/ports/connectionPorts.ts';
import type { MailQuota } from '../../domain/mail/mailLine.ts';
import type { Clock, Needs, Trace } from '../../workflows/ports/ports.ts';
import type { SenderNotes } from '../email/noteSenderRefusals.ts';
import type { TableCopies } from '../../workflows/ports/backupPorts.ts';
import { createTableCopies } from './backup/tableCopies.ts';
import { createActivityFeed } from './activity/activityFeed.ts';
import { createStatistics } from './activity/statistics.ts';
import type { ActivityFeed, Statistics } from '../../workflows/ports/activityPorts.ts';
import { listedCustomers } from './customers/listedCustomers.ts';
import { createAgreements } from './customers/agreements.ts';
import type { AtRest } from './kit/atRest.ts';
import { createChangeMark, type ChangeMark } from './changeMark.ts';
import { createCallBudget } from './reconciliation/budget.ts';
import { createCachedBrands } from './mail/cachedBrands.ts';
import {
  createQueueOpener,
  createQueues,
  createTables,
  type Connection,
  type Queues,
  type Tables,
} from './kit/storageClients.ts';
import { createCustomerOrders } from './customerOrders.ts';
import { createDiscoveries } from './reconciliation/discoveries.ts';
import { createPartnerCenterEvents } from './partnerCenterEvents.ts';
import { createFailureNotes } from './queues/failureNotes.ts';
import { createImports } from './imports.ts';
import { createListings } from './customers/listings.ts';
import { createMailBrands } from './mail/mailBrands.ts';
import { createMailDispatch } from './mail/mailDispatch.ts';
import { createPeople, createSavedViews } from './people.ts';
import { createRecipientLimits } from './mail/recipientLimits.ts';
import { createPoisonMessages } from './queues/poisonMessages.ts';
import { createProspects } from './prospects.ts';
import { createQueueProbe } from './queues/queueProbe.ts';
import { createTrustedCertificates } from './trustedCertificates.ts';
import { createRuns } from './reconciliation/runs.ts';
import { createSchedule } from './customers/schedule.ts';
import { createSenderNotes } from './mail/senderNotes.ts';
import { createCustomerIndex } from './customers/customerIndex.ts';
import { createStorageAudit } from './audit/storageAudit.ts';
import { createWakeUps } from './queues/wakeUps.ts';
import { createKnownEndpoints } from './webhooks/knownEndpoints.ts';
import { createWebhookDeliveries } from './webhooks/webhookDeliveries.ts';
import { createWebhookEndpoints } from './webhooks/webhookEndpoints.ts';
import { createOutbox } from './webhooks/outbox.ts';

export type StoragePorts = Pick<
  Needs,
  | 'agreements'
  | 'schedule'
  | 'discoveries'
  | 'storageAudit'
  | 'customerIndex'
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
  | 'recipientLimits'
  | 'webhookEndpoints'
  | 'webhookDeliveries'
  | 'webhookNews'
  | 'webhookWakeUps'
> & {
  readonly senderRefusals: SenderNotes & SenderRefusals;
  readonly changes: ChangeMark;
  readonly activity: ActivityFeed;
  readonly statistics: Statistics;
  readonly people: People;
  readonly savedViews: SavedViews;
  readonly failureNotes: FailureNotes;
  readonly poisonMessages: PoisonMessages;
  readonly tableCopies: TableCopies;
  readonly trustedCertificates: ReturnType<typeof createTrustedCertificates>;
};

export type StorageOptions = {
  readonly atRest: AtRest;
  /** A digest under a secret: tells of two texts only whether they are the same. */
  readonly digest?: (text: string) => string;
  readonly callsPerMinute?: number;
  readonly mailQuota?: MailQuota;
  readonly trace?: Trace;
};

/** Of a domain of one's own (documented). */
const documentedQuota: MailQuota = { perMinute: 30, perHour: 100 };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const noTrace: Trace = { parent: () => undefined };

/** Every port that Azure Storage stands behind. Nothing is called before the first use. */
export function createStorage(
  connection: Connection,
  clock: Clock,
  { retryDelayMs = 100, ...options }: StorageOptions & { readonly retryDelayMs?: number },
): StoragePorts {
  const clients = {
    tables: createTables(connection, { retryDelayMs }),
    queues: createQueues(connection, { retryDelayMs }),
    openQueue: createQueueOpener(connection, { retryDelayMs }),
  };
  return createStorageOn(clients, clock, options);
}

type Clients = {
  readonly tables: Tables;
  readonly queues: Queues;
  readonly openQueue: ReturnType<typeof createQueueOpener>;
};

/** The same on clients that exist already. */
export function createStorageOn(
  { tables, queues, openQueue }: Clients,
  clock: Clock,
  {
    atRest,
    digest = sha256,
    callsPerMinute = 500,
    mailQuota = documentedQuota,
    trace = noTrace,
  }: StorageOptions,
): StoragePorts {
  const listings = createListings(tables.byStatus);
  const failureNotes = createFailureNotes(tables);
  const newId = () => randomBytes(6).toString('hex');
  const { noting, unlessIdle, ...changes } = createChangeMark(tables.sorted, newId);
  const audit = createStorageAudit({ tables, listings, clock, atRest, newId });
  return {
    changes,
    agreements: noting(createAgreements({ tables, listings, clock, atRest, newId }), 'commit'),
    schedule: noting(createSchedule({ tables, listings }), 'move', 'rescheduleAll', 'claim'),
    recipientLimits: createRecipientLimits(tables.mails, digest),
    customerIndex: createCustomerIndex(tables),
    runs: noting(createRuns(tables), 'save', 'note', 'request'),
    runWakeUps: createWakeUps(queues.reconciliations, trace, 'reconciliationId'),
    discoveries: noting(createDiscoveries(tables), 'save'),
    storageAudit: {
      ...noting(audit, 'save'),
      share: unlessIdle(audit.share, ({ mended }) => mended.length === 0),
    },
    callBudget: createCallBudget({ due: tables.due, clock, callsPerMinute, holder: newId(), sleep }),
    customerOrders: createCustomerOrders(tables, atRest),
    mailBrands: createCachedBrands(createMailBrands(tables), clock),
    senderRefusals: createSenderNotes(tables),
    mailDispatch: noting(
      createMailDispatch({ mails: tables.mails, clock, quota: mailQuota, newId, sleep }),
      ...(['pause', 'resume', 'reported'] as const),
    ),
    mailWakeUps: createWakeUps(queues.mails, trace),
    queueProbe: createQueueProbe(openQueue, clock),
    failureNotes,
    tableCopies: createTableCopies(tables),
    poisonMessages: createPoisonMessages(openQueue, failureNotes),
    checkWakeUps: createWakeUps(queues.checks, trace),
    eventWakeUps: createWakeUps(queues.events, trace, 'eventId'),
    partnerCenterEvents: createPartnerCenterEvents(tables),
    trustedCertificates: createTrustedCertificates(tables),
    attestationWakeUps: createWakeUps(queues.attestations, trace),
    webhookEndpoints: createKnownEndpoints(createWebhookEndpoints(tables, atRest), clock),
    webhookDeliveries: createWebhookDeliveries(tables),
    webhookNews: createOutbox(tables, newId),
    webhookWakeUps: createWakeUps(queues.webhooks, trace, 'endpointId'),
    prospects: noting(createProspects(tables, atRest), 'commit', 'move'),
    prospectWakeUps: createWakeUps(queues.prospects, trace, 'prospectId'),
    imports: createImports(tables, { atRest, newId }),
    importWakeUps: createWakeUps(queues.imports, trace, 'importId'),
    activity: createActivityFeed(tables),
    statistics: {
      ...createStatistics(tables),
      customers: () => listedCustomers(tables.sorted),
    },
    people: createPeople(tables, clock),
    savedViews: createSavedViews(tables),
  };
}
