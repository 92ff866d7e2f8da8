import type { MailLimits } from '../../domain/mailLimits.ts';
import type { AttestationMode } from '../../domain/customers/attestation.ts';
import type { InvitationRules } from '../../domain/customers/invitation.ts';
import type { Metric, SpanName } from '../../domain/metrics.ts';
import type { PartnerType } from '../../domain/partnerCenter/partnerType.ts';
import type { CheckRules } from '../../domain/customers/schedule.ts';
import type { ReminderRules } from '../../domain/customers/reminder.ts';
import type { StorageAudit } from './auditPorts.ts';
import type { Discoveries } from './discoveryPorts.ts';
import type { ImportWakeUps, Imports } from './importPorts.ts';
import type {
  MailBrands,
  MailComposer,
  MailDispatch,
  MailService,
  MailsFor,
  RecipientLimits,
} from './mailPorts.ts';
import type { CustomerOrders, HandOver } from './newCustomerPorts.ts';
import type { CallBudget, PartnerCenter, Secrets, UserSignIn } from './partnerCenterPorts.ts';
import type {
  EventWakeUps,
  PartnerCenterEvents,
  PartnerCenterSignatures,
  WebhookRegistrations,
} from './notificationPorts.ts';
import type { People } from './peoplePorts.ts';
import type { ProspectWakeUps, Prospects } from './prospectPorts.ts';
import type { WebhookNeeds } from './webhookPorts.ts';
import type { Agreements, CustomerIndex } from './recordPorts.ts';
import type { RunWakeUps, Runs, Schedule } from './schedulePorts.ts';
import type { Language } from '../../domain/language.ts';

/** A wake-up call: the handler re-reads the record and does what the record says. */
export type WakeUps = { send(customerTenantId: string, delayMs?: number): Promise<void> };

/** What a link in a mail is about. `number` counts the customer's invitations or attestations. */
export type LinkTarget =
  | {
      readonly about: 'invitation' | 'attestation';
      readonly customerTenantId: string;
      readonly number: number;
    }
  | { readonly about: 'relationship'; readonly prospectId: string };

/** Links that outlive deployments: signed, so that a made-up one is refused without reading storage. */
export type StableLinks = {
  attestationUrl(customerTenantId: string, attestationNumber: number): string;
  relationshipUrl(prospectId: string): string;
  url(customerTenantId: string, invitationNumber: number): string;
  /** A value for the forms of one link's page, which only this app can make; good for a day. */
  newView(token: string, now: Date): string;
  isView(token: string, view: string, now: Date): boolean;
  /** What a token's link is about; costs no call. @throws `LINK_NOT_FOUND` */
  read(token: string): LinkTarget;
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

/** Recipients of notices on what became of an invitation, or of a webhook endpoint. */
export type NoticePolicy = {
  /** The partner's agents; null tells none. */
  readonly agentEmail: string | null;
  /** Whether the customer gets a mail that confirms the acceptance. */
  readonly tellCustomer: boolean;
  /** Where agents see a customer. */
  recordUrl(this: void, customerTenantId: string): string;
  /** Where agents see a relationship invitation. */
  prospectUrl(this: void, prospectId: string): string;
  /** Where agents see a webhook endpoint. */
  endpointUrl(this: void, endpointId: string): string;
};

export type Policy = CheckRules & {
  readonly mailLimits: MailLimits;
  readonly invitation: InvitationRules;
  readonly attestation: { readonly mode: AttestationMode };
  readonly reminders: ReminderRules;
  /** Whether the mail to a new customer has the one-time password itself instead of the link that shows it once. */
  readonly mailPasswords: boolean;
  readonly notices: NoticePolicy;
  /** How long work waits at first after a failure that may pass. */
  readonly retryFirstMs: number;
  readonly partnerType: PartnerType;
  readonly defaultLanguage: Language;
};

export type Clock = { now(): Date };
/** UUID derived from its parts: the same parts give the same id. */
export type StableId = (...parts: readonly (string | number)[]) => string;

/** Everything a workflow may need; each takes its part. */
export type Needs = WebhookNeeds & {
  readonly agreements: Agreements;
  readonly schedule: Schedule;
  readonly customerIndex: CustomerIndex;
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
  readonly imports: Imports;
  readonly importWakeUps: ImportWakeUps;
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
  readonly recipientLimits: RecipientLimits;
  readonly secrets: Secrets;
  readonly userSignIn: UserSignIn;
  readonly queueProbe: QueueProbe;
  readonly telemetry: Telemetry;
  readonly mailComposer: MailComposer;
  readonly mailsFor: MailsFor;
  readonly mailBrands: MailBrands;
  readonly links: StableLinks;
  readonly people: Pick<People, 'find'>;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly stableId: StableId;
  /** A random UUID. */
  newId(this: void): string;
};
