import type { AttestationMode } from '../domain/attestation.ts';
import type { AttestationCalls } from './attestationPorts.ts';
import type { CustomerOrders, HandOver, NewCustomerCalls } from './newCustomerPorts.ts';
import type { Urgency } from '../domain/budget.ts';
import type { AgreementTemplate, TemplateDocument } from '../domain/agreementTemplate.ts';
import type { CountryRules } from '../domain/countryRules.ts';
import type { PartnerAccount, PartnerType } from '../domain/partnerType.ts';
import type { AgreementEvent, MicrosoftTrace } from '../domain/events.ts';
import type { InvitationRules } from '../domain/invitation.ts';
import type { MailBrand } from '../domain/mailBrand.ts';
import type { MailQuota, PauseReason } from '../domain/mailLine.ts';
import type { MailOrder } from '../domain/mailOrder.ts';
import type { Metric, SpanName } from '../domain/metrics.ts';
import type { AgreementRecord, Delivery, Language, MailSubject, Status } from '../domain/record.ts';
import type { ReminderRules } from '../domain/reminder.ts';
import type { RunProgress } from '../domain/run.ts';
import type { Watch } from '../domain/schedule.ts';
import type { Observation } from '../domain/standing.ts';
import type {
  EventWakeUps,
  PartnerCenterEvents,
  PartnerCenterSignatures,
  WebhookRegistrations,
} from './portsIncoming.ts';
import type { WebhookNeeds } from './portsWebhooks.ts';
import type { Prospects, ProspectWakeUps, RelationshipCalls } from './portsProspects.ts';

/** A record as stored; `token` fences the next commit and means nothing else. */
export type Current = { readonly record: AgreementRecord; readonly token: unknown };

/** The same with the instant at which it is due, which may move without a change of the record. */
export type Stored = Current & { readonly dueAt: Date };

/** The answer a POST was given, kept so that a repeat gets it again. */
export type Receipt = {
  /** Names caller and Idempotency-Key. */
  readonly id: string;
  /** Hash of what was asked. */
  readonly fingerprint: string;
  readonly answer: string;
};

/** A mail as it will be sent: composed once, so that every attempt carries the same bytes. */
export type OutgoingMail = {
  readonly operationId: string;
  readonly recipient: string;
  readonly recipientName: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** One step of one customer: everything in it is stored, or nothing is. */
export type Change = {
  readonly before: Current | undefined;
  readonly after: AgreementRecord;
  readonly events: readonly AgreementEvent[];
  readonly dueAt: Date;
  /** The bytes of the mails that the step asks for. */
  readonly mails: readonly OutgoingMail[];
  readonly receipt: Receipt | null;
};

/** Agreement records with their history. All methods throw `STORAGE_UNAVAILABLE` when storage does not answer. */
export type Agreements = {
  find(customerTenantId: string): Promise<Stored | undefined>;
  /** The record alone, in one point read: enough to show it or to change it. */
  current(customerTenantId: string): Promise<Current | undefined>;
  /** `conflict`: somebody else changed the record since `before` was read, or the receipt exists; nothing was stored. */
  commit(change: Change): Promise<'committed' | 'conflict'>;
  /** Oldest first, from a version on. */
  history(customerTenantId: string, fromVersion: number, limit: number): Promise<AgreementEvent[]>;
  receipt(customerTenantId: string, id: string): Promise<Receipt | undefined>;
  mail(customerTenantId: string, operationId: string): Promise<OutgoingMail | undefined>;
};

/** A row of the schedule; `handle` is for the schedule itself. */
export type DueRow = {
  readonly customerTenantId: string;
  readonly dueAt: Date;
  /** All that a check without news needs; null where the record has to be read. */
  readonly watch: Watch | null;
  /** Rows of one group can move together. */
  readonly group: string;
  readonly handle: unknown;
};

/** Where a row goes; `checkedAt` when Microsoft was asked. */
export type Move = { readonly row: DueRow; readonly dueAt: Date; readonly checkedAt: Date | null };

export type CheckTimes = { readonly lastCheckedAt: Date | null; readonly nextCheckAt: Date };

/** What is due when. A record is never without a row; rows left behind by a crash are found and removed. */
export type Schedule = {
  /** Due rows, soonest first within a shard. */
  due(now: Date, limit: number): Promise<DueRow[]>;
  /** How many rows are due; costs a request per thousand. */
  countDue(now: Date): Promise<number>;
  /** Says whether the row speaks for the record as it is. Removes it, and what a crash left with it, when not. */
  claim(row: DueRow, stored: Stored | undefined, now: Date): Promise<boolean>;
  /** How many rows of one group move in one transaction. */
  readonly movesAtOnce: number;
  /** Moves rows of records that nobody read. Those that others moved meanwhile stay where they are; answers how many moved. */
  moveAll(moves: readonly Move[]): Promise<number>;
  /** Moves an unchanged record to its next instant; `checkedAt` when Microsoft was asked without news. */
  move(stored: Stored, dueAt: Date, checkedAt?: Date): Promise<void>;
  times(stored: Stored): Promise<CheckTimes>;
};

export type CustomerFilter = {
  readonly status?: Status | undefined;
  readonly country?: string | undefined;
  readonly resellerTenantId?: string | undefined;
  /** Beginning of the company name, of a word in it, or of the domain; see `searchText`. */
  readonly text?: string | undefined;
};

export type StatusIndex = {
  counts(): Promise<Record<Status, number>>;
  /** One page of records; `position` goes on where a page ended, null is the end. */
  page(filter: CustomerFilter, size: number, position: string | null): Promise<StatusPage>;
};

export type StatusPage = { readonly stored: readonly Stored[]; readonly position: string | null };

/** What the last reconciliation did. */
export type Run = Reconciliation & {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** When the timer fires next; null when the host did not say. */
  readonly nextRunAt: Date | null;
};

export type Reconciliation = {
  readonly due: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly postponed: number;
  readonly failed: number;
};

/** Throws `STORAGE_UNAVAILABLE`. */
export type Runs = {
  /** The last that came to its end. */
  last(): Promise<Run | undefined>;
  /** With the end of its progress, where it had anything to do. */
  save(run: Run, progress: RunProgress | null): Promise<void>;
  /** The newest, whatever its state; `token` fences a request. */
  current(): Promise<StoredRun | undefined>;
  note(progress: RunProgress): Promise<void>;
  /** Stores a wish and the answer it got, both or nothing; `conflict`: somebody was faster. */
  request(wish: {
    readonly before: StoredRun | undefined;
    readonly run: RunProgress;
    readonly receipt: Receipt | null;
  }): Promise<'committed' | 'conflict'>;
  receipt(id: string): Promise<Receipt | undefined>;
};

export type StoredRun = { readonly progress: RunProgress; readonly token: unknown };

/** A wake-up call for the reconciliation that was asked for. */
export type RunWakeUps = { send(reconciliationId: string): Promise<void> };

/** A wake-up call: the handler re-reads the record and does what the record says. */
export type WakeUps = { send(customerTenantId: string, delayMs?: number): Promise<void> };

export type DiscoveredCustomer = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly domain: string;
  /** False once the reseller relationship has ended. */
  readonly hasRelationship: boolean;
};

/** Where the discovery of customers stands; `finishedAt` null: it goes on at `position` with this page. */
export type DiscoveryProgress = {
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly position: string | null;
  readonly page: number;
  readonly seen: number;
  readonly added: number;
  readonly changed: number;
  readonly lost: number;
};

/** What discoveries leave to each other; pages count from 1 and hold a fingerprint per tenant id. */
export type Discoveries = {
  progress(): Promise<DiscoveryProgress | undefined>;
  save(progress: DiscoveryProgress): Promise<void>;
  /** Empty for a page that nobody has seen. */
  page(number: number): Promise<ReadonlyMap<string, string>>;
  savePage(number: number, seen: ReadonlyMap<string, string>): Promise<void>;
};

/** Things an audit mends: what was missing is there again, what was stale has gone, a count is right again. */
export const repairs = [
  ...(['dueRow', 'listing', 'names', 'staleDueRow', 'staleListing', 'staleName', 'counter'] as const),
] as const;
export type Repair = (typeof repairs)[number];

/** The parts of the storage in the order of an audit: first what is missing, then what is too much. */
export const auditParts = ['records', 'schedule', 'listings', 'names'] as const;
export type AuditPart = (typeof auditParts)[number];

/** Where the audit of the storage stands; `finishedAt` null: it goes on at `position` of this part. */
export type AuditProgress = {
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly part: AuditPart;
  readonly position: string | null;
  /** Rows it looked at. */
  readonly looked: number;
  readonly mended: Readonly<Record<Repair, number>>;
  /** By this audit or one before it. */
  readonly lastMendedAt: Date | null;
};

export type AuditShare = {
  readonly position: string | null;
  readonly looked: number;
  readonly mended: readonly Repair[];
};

/** Compares the records with all that is kept beside them. Throws `STORAGE_UNAVAILABLE`. */
export type StorageAudit = {
  /** Looks at the next share of a part and mends what is wrong; position null is the beginning, and then the end. */
  share(part: AuditPart, position: string | null): Promise<AuditShare>;
  progress(): Promise<AuditProgress | undefined>;
  save(progress: AuditProgress): Promise<void>;
};

export type DescribedCustomer = { readonly country: string | null; readonly resellerTenantId: string | null };

/** What all instances together may ask of Partner Center. Throws `STORAGE_UNAVAILABLE` when nobody can know. */
export type CallBudget = {
  /** Waits for the turn of one call. @throws `PARTNER_CENTER_THROTTLED` when it comes too late to wait for */
  turn(urgency: Urgency): Promise<void>;
  /** A call was refused for being one too many: everybody pauses. */
  refused(refusal: { readonly askedAt: Date; readonly retryAfterMs: number }): Promise<void>;
  state(): Promise<BudgetState>;
};

export type BudgetState = { readonly limitPerMinute: number; readonly pausedUntil: Date | null };

/**
 * Partner Center, as far as it is needed here. Calls count as made for a person unless said otherwise.
 * All methods throw `PARTNER_CENTER_…` errors; what is true of one customer only is an answer instead.
 */
export type PartnerCenter = AttestationCalls &
  NewCustomerCalls &
  RelationshipCalls & {
    /** One page of customers, in the background; `position` null starts, and null in the answer ends. */
    customers(position: string | null): Promise<{ customers: DiscoveredCustomer[]; position: string | null }>;
    /** One customer as the list has it; undefined where Partner Center tells us of none. */
    customer(customerTenantId: string): Promise<DiscoveredCustomer | undefined>;
    describe(customerTenantId: string, urgency?: Urgency): Promise<DescribedCustomer | undefined>;
    observe(
      customerTenantId: string,
      urgency?: Urgency,
    ): Promise<{ observation: Observation; microsoft: MicrosoftTrace }>;
    /** The template in force, looked up and then kept for hours. */
    agreementTemplate(urgency?: Urgency): Promise<AgreementTemplate>;
    /** Fresh links on every call. Country and language in the spelling of the offered list, which matters. */
    templateDocument(
      templateId: string,
      wanted: { readonly country: string; readonly language: string },
    ): Promise<TemplateDocument>;
    /** Undefined for a country that Partner Center has no rules for. */
    countryRules(country: string): Promise<CountryRules | undefined>;
    /** Our own account. */
    account(): Promise<PartnerAccount>;
  };

/** Throws `MAIL_…` errors; the same `operationId` never makes two mails. */
export type MailService = {
  /** `isRepeat`, as unless said otherwise: an earlier attempt may have got through, so no refusal is taken at its word. */
  send(mail: OutgoingMail, options?: { readonly isRepeat: boolean }): Promise<void>;
};

/** Whose mail an operation id at the mail service is. */
export type MailOperation = {
  readonly operationId: string;
  /** Of a relationship invitation its own id: the tenant is not known yet. */
  readonly customerTenantId: string;
  readonly subject: MailSubject | ProspectMailSubject;
};

/** A mail of a relationship invitation; `reminder` 0 is the invitation itself. */
export type ProspectMailSubject = {
  readonly kind: 'relationship';
  readonly sending: number;
  readonly reminder: number;
};

/** `underWay`: somebody else sends it just now. */
export type Turn =
  | { readonly kind: 'go'; readonly isRepeat: boolean }
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'underWay' };

export type MailDispatchState = {
  /** Places in the line that are still to come, and when the last of them does. */
  readonly waiting: number;
  readonly lastAt: Date | null;
  readonly quota: MailQuota;
  readonly pause: { readonly reason: PauseReason; readonly since: Date; readonly until: Date } | null;
  /** Of the last mails that were reported, at most 200: how many there are, and how many bounced hard. */
  readonly reported: number;
  readonly hardBounces: number;
};

/** What all instances together know of sending mail. All methods throw `STORAGE_UNAVAILABLE`. */
export type MailDispatch = {
  /** A place in the one line of all mails, kept with whose mail it is: both are stored before the first attempt. */
  turn(mail: MailOperation): Promise<Turn>;
  /** An attempt is over that has to be repeated. */
  release(operationId: string): Promise<void>;
  /** Nobody sends for so long. */
  pause(reason: PauseReason, ms: number): Promise<void>;
  /** Ends any pause. */
  resume(): Promise<void>;
  find(operationId: string): Promise<MailOperation | undefined>;
  /** Notes what became of a mail. `breaks`: too many bounced, and everybody pauses. */
  reported(operationId: string, delivery: Delivery): Promise<{ isNews: boolean; breaks: boolean }>;
  state(): Promise<MailDispatchState>;
};

export type ComposedMail = { readonly subject: string; readonly html: string; readonly text: string };

/** Writes a mail in one brand; the same order gives the same bytes. */
export type ComposeMail = (order: MailOrder) => ComposedMail;

/** Writes in the partner's brand as it is now. Throws `STORAGE_UNAVAILABLE`. */
export type MailComposer = () => Promise<ComposeMail>;

/** A partner's brand as saved; versions count from 1. */
export type SavedBrand = {
  readonly version: number;
  readonly savedAt: Date;
  /** Object id of the agent. */
  readonly savedBy: string;
  readonly brand: MailBrand;
};

/** How the partner's mails look; earlier versions stay. All methods throw `STORAGE_UNAVAILABLE`. */
export type MailBrands = {
  /** The newest, or the one asked for. */
  find(version?: number): Promise<SavedBrand | undefined>;
  /** `conflict`: that version exists; nothing was saved. */
  save(brand: SavedBrand): Promise<'saved' | 'conflict'>;
};

/** Links that outlive deployments: signed, so that a made-up one is refused without reading storage. */
export type StableLinks = {
  attestationUrl(customerTenantId: string, attestationNumber: number): string;
  relationshipUrl(prospectId: string): string;
  /** Undefined for what is no link of a relationship invitation. */
  readRelationship(token: string): { prospectId: string } | undefined;
  /** Undefined for what is no link of an attestation. */
  readAttestation(token: string): { customerTenantId: string; attestationNumber: number } | undefined;
  url(customerTenantId: string, invitationNumber: number): string;
  /** @throws `LINK_NOT_FOUND` */
  read(token: string): { customerTenantId: string; invitationNumber: number };
};

/** What is secret of this app, apart from its own signing key. */
export type SecretName =
  'partner-center-refresh-token' | 'partner-center-client-secret' | 'partner-center-certificate';

export type SecretDescription = {
  /** When the current value was written. */
  readonly updatedAt: Date;
  /** Null when nobody said. */
  readonly expiresAt: Date | null;
};

/** Where secrets are kept. All methods throw `SECRETS_UNAVAILABLE` when the store does not answer or refuses. */
export type Secrets = {
  /** The current value; a secret that is not there is `SECRETS_UNAVAILABLE`, too. */
  read(name: SecretName): Promise<string>;
  write(name: SecretName, value: string, about: { readonly expiresAt: Date }): Promise<void>;
  /** Undefined when there is no such secret, or the store does not know when it came. */
  describe(name: SecretName): Promise<SecretDescription | undefined>;
};

/** The sign-in of the partner's service account, which lasts as long as its refresh token is redeemed in time. */
export type UserSignIn = {
  /**
   * Signs in with a refresh token, and answers the one Entra gave in its place; null when it gave none.
   * Throws `PARTNER_CENTER_SIGN_IN_FAILED` · `PARTNER_CENTER_UNAVAILABLE` · `SECRETS_UNAVAILABLE`.
   */
  redeem(refreshToken: string): Promise<string | null>;
};

export type QueueLevel = {
  readonly queue: string;
  /** About how many messages there are, those hidden until later included. */
  readonly depth: number;
  readonly poisonDepth: number;
  /** How long the longest waiting message could have been taken; 0 when none waits. */
  readonly oldestAgeMs: number;
};

/** Throws `STORAGE_UNAVAILABLE`. */
export type QueueProbe = {
  /** Of all queues of this app, without their poison. */
  readonly names: readonly string[];
  measure(): Promise<QueueLevel[]>;
};

/** Ids and codes only: no names, no addresses. */
export type Attributes = Readonly<Record<string, string | number>>;

/** What is measured for the people who run this. Never fails and never waits. */
export type Telemetry = {
  count(metric: Metric<'count'>, value?: number, attributes?: Attributes): void;
  gauge(metric: Metric<'gauge'>, value: number, attributes?: Attributes): void;
  /** Does the work and notes how long it took and how it ended; what it throws is thrown on. */
  span<T>(span: SpanName, attributes: Attributes, work: () => Promise<T>): Promise<T>;
};

/** The trace that the work at hand belongs to, as W3C `traceparent`; undefined outside of an invocation. */
export type Trace = { parent(): string | undefined };

/** Who is told of what became of an invitation. */
export type NoticePolicy = {
  /** The partner's agents; null tells none. */
  readonly agentEmail: string | null;
  /** Whether the customer gets a mail that confirms the acceptance. */
  readonly tellCustomer: boolean;
  /** Where agents see a customer. */
  recordUrl(this: void, customerTenantId: string): string;
};

export type Policy = {
  readonly invitation: InvitationRules;
  readonly attestation: { readonly mode: AttestationMode };
  readonly reminders: ReminderRules;
  readonly notices: NoticePolicy;
  /** How long the sweep leaves work to the queue message that was sent for it. */
  readonly wakeUpGraceMs: number;
  /** Acceptances before this instant have to be renewed. */
  readonly reacceptanceCutoff: Date;
  readonly partnerType: PartnerType;
  readonly defaultLanguage: Language;
};

export type Clock = { now(): Date };
/** Waits for work so long and no longer. What comes too late goes on by itself, and its failure is nobody's. */
export type Patience = {
  wait<T>(
    work: Promise<T>,
    limitMs: number,
  ): Promise<{ readonly kind: 'done'; readonly value: T } | { readonly kind: 'tooLate' }>;
};
/** UUID derived from its parts: the same parts give the same id. */
export type StableId = (...parts: readonly (string | number)[]) => string;

/** Everything a workflow may need; each takes its part. */
export type Needs = WebhookNeeds & {
  readonly agreements: Agreements;
  readonly schedule: Schedule;
  readonly statusIndex: StatusIndex;
  readonly runs: Runs;
  readonly runWakeUps: RunWakeUps;
  readonly discoveries: Discoveries;
  readonly storageAudit: StorageAudit;
  readonly customerOrders: CustomerOrders;
  readonly handOver: HandOver;
  readonly mailWakeUps: WakeUps;
  readonly checkWakeUps: WakeUps;
  readonly attestationWakeUps: WakeUps;
  readonly prospects: Prospects;
  readonly prospectWakeUps: ProspectWakeUps;
  readonly callBudget: CallBudget;
  readonly partnerCenter: PartnerCenter;
  readonly partnerCenterEvents: PartnerCenterEvents;
  readonly partnerCenterSignatures: PartnerCenterSignatures;
  readonly eventWakeUps: EventWakeUps;
  readonly webhookRegistrations: WebhookRegistrations;
  /** Where this app takes Partner Center's notifications. */
  readonly webhookUrl: string;
  readonly mailService: MailService;
  readonly mailDispatch: MailDispatch;
  readonly secrets: Secrets;
  readonly userSignIn: UserSignIn;
  readonly queueProbe: QueueProbe;
  readonly telemetry: Telemetry;
  readonly mailComposer: MailComposer;
  readonly mailBrands: MailBrands;
  readonly links: StableLinks;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly stableId: StableId;
  /** A random UUID. */
  newId(this: void): string;
};
