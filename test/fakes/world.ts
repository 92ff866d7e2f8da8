import { randomUUID } from 'node:crypto';
import { AgreementError } from '../../shared/domain/errors.ts';
import { digestOf, type AttestationId } from '../../shared/domain/customers/attestationId.ts';
import type { CustomerProfile } from '../../shared/domain/prospects/matchProspect.ts';
import type { RelatedPartner } from '../../shared/domain/partnerCenter/partnerType.ts';
import { append } from '../../shared/domain/customers/history.ts';
import { checkSnapshotOf } from '../../shared/domain/customers/schedule.ts';
import type { AgreementRecord } from '../../shared/domain/customers/record.ts';
import type { Observation } from '../../shared/domain/customers/standing.ts';
import { createSettingsSecrets } from '../../shared/adapters/secrets/settingsStore.ts';
import { fromJson } from '../../shared/adapters/storage/kit/json.ts';
import { checkRules } from './checkRules.ts';
import { createImports } from '../../shared/adapters/storage/imports.ts';
import { createProspects } from '../../shared/adapters/storage/prospects.ts';
import { attestingMicrosoft, type AttestingMicrosoft } from './attestationCalls.ts';
import { createMailDispatch } from '../../shared/adapters/storage/mail/mailDispatch.ts';
import type { MailQuota } from '../../shared/domain/mail/mailLine.ts';
import { createMemoryTable } from './tables/memoryTable.ts';
import { callBudgetInMemory } from './callBudget.ts';
import { runsInMemory } from './runs.ts';
import { discoveriesInMemory } from './discoveries.ts';
import {
  customerOrdersInMemory,
  handOverInMemory,
  newCustomersInMemory,
  type NewCustomersInMemory,
} from './newCustomers.ts';
import { mailBrandsInMemory } from './mailBrands.ts';
import { createMemoryTables } from './tables/memoryTables.ts';
import { partnerCenterEventsInMemory } from './partnerCenterEvents.ts';
import { webhooksInMemory, type WebhooksInMemory } from './webhooks.ts';
import { agreementsWithOutbox, prospectsWithOutbox } from '../../shared/workflows/webhooks/outbox.ts';
import { composeMails } from '../../shared/workflows/mail/composeMails.ts';
import type { Attributes, Needs, QueueLevel } from '../../shared/workflows/ports/ports.ts';
import type { Change, IdempotencyRecord, Stored } from '../../shared/workflows/ports/recordPorts.ts';
import type { DiscoveredCustomer } from '../../shared/workflows/ports/discoveryPorts.ts';
import type { DueRow } from '../../shared/workflows/ports/schedulePorts.ts';
import type { OutgoingMail } from '../../shared/workflows/ports/mailPorts.ts';
import { createRecipientLimits } from '../../shared/adapters/storage/mail/recipientLimits.ts';
import { atRest } from './atRest.ts';
import type { AgreementEvent } from '../../shared/domain/customers/agreementEvent.ts';

export const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';

type Customer = {
  stored: Stored;
  lastCheckedAt: Date | null;
  events: AgreementEvent[];
  mails: Map<string, OutgoingMail>;
  receipts: Map<string, IdempotencyRecord>;
  attestationIds: Map<string, AttestationId>;
};

const plenty: MailQuota = { perMinute: 1_000_000, perHour: 1_000_000 };

/**
 * Everything outside the workflows, in memory, behaving like the real thing: optimistic concurrency,
 * a mail service that knows its operation ids, a Partner Center that can be told what to say. It has no
 * queue workers: who wants a message handled calls the workflow.
 */
export type World = Needs & {
  /** Moves the clock. */
  pass(ms: number): void;
  record(id?: string): AgreementRecord;
  dueAt(id?: string): Date;
  /** What Microsoft says from now on; an error is thrown. */
  microsoftSays(what: Observation | AgreementError): void;
  /** The next calls to the mail service fail like this, one each; `lostReply` fails after the mail was taken. */
  mailFails(...failures: (AgreementError | 'lostReply')[]): void;
  /** Runs before the next commit, as somebody who was faster. */
  beforeNextCommit(run: () => Promise<unknown>): void;
  readonly newCustomers: NewCustomersInMemory;
  readonly outbox: OutgoingMail[];
  readonly questions: string[];
  readonly wakeUps: { queue: 'mails' | 'checks' | 'attestations'; delayMs: number }[];
  /** Attestations and agreements at Microsoft; what it says of agreements is told by `microsoftSays`. */
  readonly attesting: AttestingMicrosoft;
  /** Refresh tokens that Entra takes; it gives a new one for each, unless it was told to give none. */
  readonly entra: { valid: Set<string>; rotates: boolean };
  readonly levels: QueueLevel[];
  /** Customers that Partner Center tells of when it is asked for one. */
  readonly listed: DiscoveredCustomer[];
  /** For which reseller Partner Center was asked for its link; the next calls fail like this, one each. */
  readonly linkQuestions: (string | null)[];
  readonly linkFailures: AgreementError[];
  /** Who sells through us. */
  readonly resellers: RelatedPartner[];
  /** What Partner Center tells of customers, beyond the list. */
  readonly profiles: Map<string, CustomerProfile>;
  readonly prospectsWoken: string[];
  readonly importsWoken: { id: string; delayMs: number }[];
  readonly notifications: ReturnType<typeof partnerCenterEventsInMemory> & { readonly woken: string[] };
  readonly hooks: WebhooksInMemory;
  readonly measured: [metric: string, value: number, attributes: Attributes][];
};

export function createWorld({ quota = plenty }: { quota?: MailQuota } = {}): World {
  let now = new Date('2026-03-02T09:00:00Z');
  let says: Observation | AgreementError = { kind: 'read', signedDirectly: false, confirmed: [] };
  let failures: (AgreementError | 'lostReply')[] = [];
  let interruption: (() => Promise<unknown>) | undefined;
  let attempts = 0;
  const customers = new Map<string, Customer>();
  const outbox: OutgoingMail[] = [];
  const questions: string[] = [];
  const wakeUps: World['wakeUps'] = [];
  const entra: World['entra'] = { valid: new Set(['the first token']), rotates: true };
  const levels: QueueLevel[] = [];
  const measured: World['measured'] = [];
  const listed: DiscoveredCustomer[] = [];
  const linkQuestions: World['linkQuestions'] = [];
  const linkFailures: AgreementError[] = [];
  const resellers: RelatedPartner[] = [];
  const profiles: World['profiles'] = new Map();
  const prospectsWoken: string[] = [];
  const importsWoken: World['importsWoken'] = [];
  const notifications = { ...partnerCenterEventsInMemory(), woken: [] as string[] };
  const hooks = webhooksInMemory({ now: () => now });
  const at = (id: string): Customer => {
    const customer = customers.get(id);
    if (!customer) throw new Error(`no customer ${id} in this world`);
    return customer;
  };
  const attesting = attestingMicrosoft({ now: () => now });
  const wake = (queue: World['wakeUps'][number]['queue']) => ({
    send: async (_id: string, delayMs = 0) => void wakeUps.push({ queue, delayMs }),
  });

  const newCustomers = newCustomersInMemory(
    () => new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Partner Center did not answer.'),
  );

  const world: World = {
    newCustomers,
    outbox,
    questions,
    wakeUps,
    entra,
    levels,
    measured,
    listed,
    linkQuestions,
    linkFailures,
    resellers,
    profiles,
    prospectsWoken,
    importsWoken,
    notifications,
    attesting,
    hooks,
    ...hooks.ports,
    pass: (ms) => void (now = new Date(now.getTime() + ms)),
    record: (id = tenant) => at(id).stored.record,
    dueAt: (id = tenant) => at(id).stored.dueAt,
    microsoftSays: (what) => void (says = what),
    mailFails: (...what) => void (failures = what),
    beforeNextCommit: (interrupt) => void (interruption = interrupt),
    clock: { now: () => now },
    agreements: {
      find: async (id) => customers.get(id)?.stored,
      current: async (id) => customers.get(id)?.stored,
      commit: async (change) => {
        const interrupt = interruption;
        interruption = undefined;
        await interrupt?.();
        return commit(customers, change);
      },
      history: async (id, from, limit) => at(id).events.slice(from - 1, from - 1 + limit),
      receipt: async (id, receiptId) => customers.get(id)?.receipts.get(receiptId),
      mail: async (id, operationId) => at(id).mails.get(operationId),
      attestationId: async ({ record }, digest) => {
        const id = at(record.customerTenantId).attestationIds.get(digest);
        if (id === undefined) throw new Error('the id of this attestation was never stored');
        return id;
      },
    },
    schedule: {
      due: async (until, limit) =>
        [...customers.values()]
          .filter(({ stored }) => stored.dueAt <= until)
          .slice(0, limit)
          .map(({ stored }): DueRow => ({
            customerTenantId: stored.record.customerTenantId,
            dueAt: stored.dueAt,
            watch: checkSnapshotOf(stored.record),
            group: stored.record.customerTenantId.slice(0, 1),
            handle: stored.dueAt,
          })),
      countDue: async (until) => [...customers.values()].filter(({ stored }) => stored.dueAt <= until).length,
      groups: 16,
      movesAtOnce: 33,
      rescheduleAll: async (moves) => {
        let moved = 0;
        for (const { row, dueAt, checkedAt } of moves) {
          const customer = at(row.customerTenantId);
          if (customer.stored.dueAt !== row.handle) continue;
          customer.stored = { ...customer.stored, dueAt };
          customer.lastCheckedAt = checkedAt ?? customer.lastCheckedAt;
          moved += 1;
        }
        return moved;
      },
      claim: async (row, stored) => row.handle === stored?.dueAt,
      move: async ({ record }, dueAt, checkedAt) => {
        const customer = at(record.customerTenantId);
        if (customer.stored.record.version !== record.version) return;
        customer.stored = { ...customer.stored, dueAt };
        customer.lastCheckedAt = checkedAt ?? customer.lastCheckedAt;
      },
      times: async ({ record, dueAt }) => ({
        lastCheckedAt: at(record.customerTenantId).lastCheckedAt ?? record.checkedAt,
        nextCheckAt: dueAt,
      }),
    },
    customerIndex: {
      counts: () => Promise.reject(new Error('not in this world')),
      page: async () => ({ stored: [...customers.values()].map(({ stored }) => stored), position: null }),
    },
    runs: runsInMemory(),
    runWakeUps: { send: async () => undefined },
    discoveries: discoveriesInMemory(),
    storageAudit: {
      share: async () => ({ position: null, looked: 0, mended: [] }),
      progress: async () => undefined,
      save: async () => undefined,
    },
    mailWakeUps: wake('mails'),
    checkWakeUps: wake('checks'),
    attestationWakeUps: wake('attestations'),
    callBudget: callBudgetInMemory({ now: () => now }),
    partnerCenterEvents: notifications,
    eventWakeUps: { send: async (id) => void notifications.woken.push(id) },
    partnerCenterSignatures: { verify: () => Promise.reject(new Error('not in this world')) },
    webhookUrl: 'https://partner.example/api/v1/webhooks/partner-center',
    webhookRegistrations: {
      current: () => Promise.reject(new Error('not in this world')),
      eventNames: () => Promise.reject(new Error('not in this world')),
      create: () => Promise.reject(new Error('not in this world')),
      replace: () => Promise.reject(new Error('not in this world')),
      startTest: () => Promise.reject(new Error('not in this world')),
      testResult: () => Promise.reject(new Error('not in this world')),
    },
    partnerCenter: {
      ...attesting.calls,
      ...newCustomers,
      customers: async () => ({ customers: [], position: null }),
      customer: async (id) => {
        if (says instanceof AgreementError) throw says;
        return listed.find(({ customerTenantId }) => customerTenantId === id);
      },
      customerWithDomain: async (domain) =>
        listed.find((one) => one.domain === domain) ?? newCustomers.customerWithDomain(domain),
      describe: async () => ({ country: 'US', resellerTenantId: null }),
      resellersOfCustomers: async () => new Map(),
      contact: async () => ({
        firstName: 'Tania',
        lastName: 'Carr',
        email: 'tania@tailspintoys.example',
        phone: null,
      }),
      observe: async (id) => {
        questions.push(id);
        if (says instanceof AgreementError) throw says;
        const refusal = says.kind === 'unreadable' ? { code: `code of ${says.reason}` } : {};
        return { observation: says, microsoft: { requestId: 'r', correlationId: 'c', ...refusal } };
      },
      agreementTemplate: async () => ({ templateId: 'the template', agreementLink: null, readAt: now }),
      templateDocument: async (templateId, wanted) => ({
        displayUrl: `https://documents.example/${templateId}/view`,
        downloadUrl: `https://documents.example/${templateId}/file`,
        ...wanted,
      }),
      countryRules: async (country) => ({
        country,
        ...{ isStateRequired: false, states: [], isCityRequired: true, isPostalCodeRequired: false },
        ...{ postalCodePattern: null, phonePattern: null, isRegistrationNumberSupported: false },
        ...{ defaultCulture: 'en-US', cultures: [], languages: [], callingCodes: [] },
      }),
      account: () => Promise.reject(new Error('not in this world')),
      partnerAgreement: () => Promise.reject(new Error('not in this world')),
      relationshipLink: async (resellerTenantId) => {
        linkQuestions.push(resellerTenantId);
        const failure = linkFailures.shift();
        if (failure) throw failure;
        const url = `https://admin.example/Home?partnerId=${resellerTenantId ?? 'us'}&DAP=false#/BillingAccounts/partner-invitation`;
        return { url, microsoft: { requestId: 'r-link', correlationId: 'c-link' } };
      },
      reseller: async (id) => resellers.find(({ tenantId }) => tenantId === id),
      profile: async (id) => profiles.get(id),
    },
    people: { find: async (ids) => ids.map((id) => ({ id, name: `Name of ${id}`, lastSeenAt: now })) },
    secrets: createSettingsSecrets({ 'partner-center-refresh-token': 'the first token' }, { now: () => now }),
    userSignIn: {
      redeem: async (token) => {
        if (!entra.valid.has(token)) throw new AgreementError('PARTNER_CENTER_SIGN_IN_FAILED', 'Refused.');
        if (!entra.rotates) return null;
        const next = `token ${String(entra.valid.size + 1)}`;
        entra.valid.add(next);
        return next;
      },
    },
    queueProbe: { names: [], measure: async () => levels },
    telemetry: {
      count: (metric, value = 1, attributes = {}) => void measured.push([metric, value, attributes]),
      gauge: (metric, value, attributes = {}) => void measured.push([metric, value, attributes]),
      span: (_span, _attributes, work) => work(),
    },
    mailService: {
      send: async (mail) => {
        const failure = failures.shift();
        if (failure instanceof AgreementError) throw failure;
        if (!outbox.some(({ operationId }) => operationId === mail.operationId)) outbox.push(mail);
        if (failure === 'lostReply')
          throw new AgreementError('MAIL_UNAVAILABLE', 'The mail service does not answer.');
      },
    },
    mailDispatch: createMailDispatch({
      mails: createMemoryTable().client,
      clock: { now: () => now },
      quota,
      newId: () => String((attempts += 1)),
      sleep: async () => undefined,
    }),
    recipientLimits: createRecipientLimits(createMemoryTables().clients.mails, (text) => text),
    customerOrders: customerOrdersInMemory(),
    handOver: handOverInMemory,
    mailBrands: mailBrandsInMemory(),
    mailComposer: async () => (order) => {
      const url = 'url' in order ? order.url : '';
      return { subject: order.language, html: `<a href="${url}">`, text: url };
    },
    // By `this`, so that a world made of another one composes with its own parts.
    mailsFor(before, after) {
      return composeMails(this, before, after);
    },
    links: {
      newView: (token) => `view of ${token}`,
      isView: (token, view) => view === `view of ${token}`,
      url: (id, number) => `https://partner.example/api/i/${id}/${String(number)}`,
      read: (token) => {
        const [first = '', id = '', number] = token.split('/');
        if (first === 'relationship') return { about: first, prospectId: id };
        if (first === 'attestation') return { about: first, customerTenantId: id, number: Number(number) };
        return { about: 'invitation', customerTenantId: first, number: Number(id) };
      },
      relationshipUrl: (id) => `https://partner.example/api/i/relationship/${id}`,
      attestationUrl: (id, number) => `https://partner.example/api/i/attestation/${id}/${String(number)}`,
    },
    policy: {
      mailLimits: { perCustomer: 100, perRecipient: 100, windowMs: 3_600_000 },
      invitation: { lifetimeMs: 30 * 24 * 3_600_000, resends: 2, resendWindowMs: 300_000 },
      attestation: { mode: 'enhanced' },
      reminders: { firstMs: 3 * 24 * 3_600_000, everyMs: 3 * 24 * 3_600_000, limit: 5 },
      notices: {
        agentEmail: 'agents@partner.example',
        tellCustomer: true,
        recordUrl: (id) => `https://partner.example/customers/${id}`,
        prospectUrl: (id) => `https://partner.example/relationship-invitations/${id}`,
        endpointUrl: (id) => `https://partner.example/webhook-endpoints/${id}`,
      },
      mailPasswords: false,
      ...checkRules,
      retryFirstMs: 30_000,
      defaultLanguage: 'en',
      partnerType: 'directBill',
    },
    stableId: (...parts) => parts.join('|'),
    newId: randomUUID,
    prospects: createProspects(createMemoryTables().clients, atRest),
    prospectWakeUps: { send: async (id) => void prospectsWoken.push(id) },
    imports: createImports(createMemoryTables().clients, { atRest, newId: randomUUID }),
    importWakeUps: { send: async (id, delayMs = 0) => void importsWoken.push({ id, delayMs }) },
  };
  const announced = {
    ...world,
    agreements: agreementsWithOutbox(world.agreements, world),
    prospects: prospectsWithOutbox(world.prospects, world),
  };
  const { record, events } = append(
    undefined,
    [
      {
        type: 'customerDiscovered',
        customerTenantId: tenant,
        companyName: 'Tailspin Toys',
        domain: 'tailspintoys.example',
      },
      {
        type: 'customerDescribed',
        companyName: 'Tailspin Toys',
        domain: 'tailspintoys.example',
        country: 'US',
        resellerTenantId: null,
      },
    ],
    { at: now, by: { kind: 'system' } },
  );
  commit(customers, { before: undefined, after: record, events, dueAt: now, mails: [], receipt: null });
  return announced;
}

/** What a record or an event is once it was a row: a date that storage gives back as text is a mistake here, too. */
function throughStorage<T>(value: T): T {
  return fromJson(JSON.stringify(value)) as T;
}

function commit(customers: Map<string, Customer>, change: Change): 'committed' | 'conflict' {
  const { before, after, events, dueAt, mails, receipt, attestationId: id } = change;
  const known = customers.get(after.customerTenantId);
  if (known?.stored.record.version !== before?.record.version) return 'conflict';
  if (receipt && known?.receipts.has(receipt.id)) return 'conflict';
  customers.set(after.customerTenantId, {
    stored: { record: throughStorage(after), dueAt, token: null },
    lastCheckedAt: null,
    events: [...(known?.events ?? []), ...events.map(throughStorage)],
    mails: new Map([...(known?.mails ?? []), ...mails.map((mail) => [mail.operationId, mail] as const)]),
    receipts: new Map([...(known?.receipts ?? []), ...(receipt ? [[receipt.id, receipt] as const] : [])]),
    attestationIds: new Map([...(known?.attestationIds ?? []), ...(id ? [[digestOf(id), id] as const] : [])]),
  });
  return 'committed';
}
