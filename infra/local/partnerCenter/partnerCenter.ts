import { Hono } from 'hono';
import { waitByTimer, type Clock } from '../simulator/clock.ts';
import { startSimulator, type Simulator, type SimulatorEnv } from '../simulator/simulator.ts';
import { authenticate } from './access.ts';
import { addresses } from './api/addresses.ts';
import { agreementStatus } from './api/agreementStatus.ts';
import { agreements } from './api/agreements.ts';
import { customers } from './api/customers.ts';
import { enhancedAttestation } from './api/enhancedAttestation.ts';
import { newCustomers } from './api/newCustomers.ts';
import { auditRecords } from './api/auditRecords.ts';
import { profiles } from './api/profiles.ts';
import { relationships } from './api/relationships.ts';
import type { ApiEnv } from './apiEnv.ts';
import { noteActivity } from './audit.ts';
import { control } from './control.ts';
import { headers, replay, throttle } from './gateway.ts';
import { adminCenter } from './pages/adminCenter.ts';
import { documents } from './pages/documents.ts';
import { hostedAgreement } from './pages/hostedAgreement.ts';
import { overview } from './pages/overview.ts';
import { Refusal, refusal } from './refusal.ts';
import { defaultSettings, type PartnerType } from './settings.ts';
import { createState, type State } from './state.ts';
import { certificateFiles, goodFile } from './webhooks/certificateFiles.ts';
import { registrations } from './webhooks/registration.ts';
import { createSender, type Sender } from './webhooks/sender.ts';
import { firstRegistration } from './webhooks/events.ts';
import { webhookControl } from './webhooks/webhookControl.ts';

export type PartnerCenterOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Where the keys of access tokens are read: `{entraUrl}/{partnerTenantId}/discovery/v2.0/keys`. */
  entraUrl: string;
  partnerTenantId: string;
  partnerType?: PartnerType;
  /** Keeps customers, attestations and settings in this file over restarts. */
  statePath?: string | undefined;
  startCustomers?: number;
  /** Whether a confirmation without an attestation is taken at first. Default: no, as today. */
  classicAttestation?: boolean;
  /** The address registered for notifications at the start; without it there is no registration. */
  webhookUrl?: string;
  /** Decides about expiry, throttling and the validity of tokens. */
  clock?: () => Date;
  /** How repeated notifications wait for their time. Default: by timers. */
  at?: Clock['at'];
  /** Where the time is moved; pages get a bar for it. */
  clockUrl?: string;
};

export type PartnerCenter = Simulator & {
  /** The root of the certificates for notifications: base64 of DER. */
  rootCertificate(): Promise<string>;
};

/** Starts the Partner Center simulator: API, hosted acceptance page and admin center on one address. */
export async function startPartnerCenter(options: PartnerCenterOptions): Promise<PartnerCenter> {
  const { port, entraUrl, partnerTenantId, statePath } = options;
  const { partnerType = 'directBill', startCustomers = 24, clock = () => new Date() } = options;
  const registration = options.webhookUrl ? firstRegistration(options.webhookUrl, clock()) : undefined;
  const state = createState({
    ...{ partnerTenantId, startCustomers, statePath, registration, clock },
    settings: { ...defaultSettings(partnerType), classicAttestation: options.classicAttestation ?? false },
  });
  const replies = replay();
  const url = (): string => simulator.url;
  const certificates = once(async () => {
    // Making keys takes a moment, and most who start this need none.
    const { createCertificates } = await import('./webhooks/certificates.ts');
    return createCertificates(url(), clock());
  });
  const sender = createSender(state, {
    certificates,
    certificateUrl: () => `${url()}/cert/${goodFile}`,
    at: options.at ?? waitByTimer(clock),
  });
  state.happened = (eventName, customer) => {
    const at = clock();
    const operationType = eventName.replaceAll('-', '_');
    noteActivity(state, { customer, operationType, resourceType: 'partner_customer_relationship', at });
    sender.send(eventName, customer.id, at);
  };
  const simulator = await startSimulator({
    name: 'Partner Center simulator',
    port,
    now: clock,
    ...(options.clockUrl ? { clockUrl: options.clockUrl } : {}),
    service: service(state, api(state, { entraUrl, replayed: replies.handle, sender })).route(
      '/',
      certificateFiles(certificates),
    ),
    control: control(state).route('/', webhookControl(state, sender, { certificates, url })),
    reset() {
      sender.clear();
      replies.clear();
      state.reset();
    },
  });
  return {
    ...simulator,
    rootCertificate: async () => (await certificates()).root.toString('base64'),
    async stop() {
      sender.clear();
      await simulator.stop();
      state.saveNow();
    },
  };
}

type Apis = Readonly<Record<'v1' | 'webhooks' | 'audit', Hono<ApiEnv>>>;

function api(
  state: State,
  needs: { entraUrl: string; replayed: ReturnType<typeof replay>['handle']; sender: Sender },
): Apis {
  const gate = [
    headers(state),
    throttle(state),
    authenticate(state, needs.entraUrl),
    needs.replayed,
  ] as const;
  const webhooks = new Hono<ApiEnv>().use(...gate).route('/', registrations(state, needs.sender));
  const audit = new Hono<ApiEnv>().use(...gate).route('/', auditRecords(state));
  const api = v1(state, new Hono<ApiEnv>().use(...gate));
  return { v1: closed(api), webhooks: closed(webhooks), audit: closed(audit) };
}

function v1(state: State, app: Hono<ApiEnv>): Hono<ApiEnv> {
  // Before the customers, whose ids would take their names.
  app.route('/', relationships(state));
  app.route('/', agreementStatus(state));
  app.route('/', customers(state));
  app.route('/', newCustomers(state));
  app.route('/', addresses(state));
  app.route('/', agreements(state));
  app.route('/', enhancedAttestation(state));
  app.route('/', profiles(state));
  app.route('/', auditRecords(state));
  return app;
}

/** Answers for what no route knows, and for what one refuses. */
function closed(app: Hono<ApiEnv>): Hono<ApiEnv> {
  app.all('*', () => {
    throw refusal(404, 1000, 'The resource was not found.');
  });
  app.onError((error) => {
    if (error instanceof Refusal) return error.toResponse();
    console.error('Partner Center simulator:', error);
    return refusal(500, 500, 'The simulator failed.').toResponse();
  });
  return app;
}

function service(state: State, { v1: api, webhooks, audit }: Apis): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.route('/v1', api);
  app.route('/webhooks/v1', webhooks);
  app.route('/auditactivity/v1', audit);
  app.route('/', overview(state));
  app.route('/', documents(state));
  app.route('/', hostedAgreement(state));
  app.route('/', adminCenter(state));
  return app;
}

/** Does the work when it is first wanted, and once. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
