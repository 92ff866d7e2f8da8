import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoragePorts } from '../../../../shared/adapters/storage/storage.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';
import {
  decideCancel,
  decideExpiry,
  decideInvitation,
  decideOpened,
  decideResend,
} from '../../../../shared/domain/customers/invitation.ts';
import type { AgreementRecord, Standing } from '../../../../shared/domain/customers/record.ts';
import { decideStanding } from '../../../../shared/domain/customers/standing.ts';
import { transition } from '../../../../shared/workflows/customers/transition.ts';
import type { Fate, TableProxy } from '../../../fault/proxies/tableProxy.ts';
import { checkRules } from '../../../fakes/checkRules.ts';
import { startMemoryStorage } from '../../../fakes/tables/memoryStorage.ts';
import { dump, findBreaches, findDangers } from './invariants.ts';
import {
  letters,
  quietly,
  day,
  discover,
  newTenantId,
  quiesce,
  start,
  startTestStorage,
  system,
  type BreakableStorage,
} from './testStorage.ts';
import type { EventData } from '../../../../shared/domain/customers/agreementEvent.ts';

/** Nightly runs set it higher. */
const runs = Number(process.env['FAULT_RUNS'] ?? 12);
/** Runs against tables in memory for one against Azurite, which takes about as long. */
const runsInMemory = 10;
const rules = { lifetimeMs: 20 * day, resends: 5, resendWindowMs: day };
const standings: Standing[] = [
  { kind: 'none' },
  { kind: 'accepted', acceptance: { path: 'customerDirect', acceptedAt: null, signatory: null } },
  { kind: 'lapsed', acceptance: { path: 'partnerAttestation', acceptedAt: start, signatory: null } },
  { kind: 'unknown', reason: 'noRelationship' },
];
const deeds = [
  ...['inviteByMail', 'inviteByLink', 'resend', 'cancel', 'opened', 'sent', 'undeliverable', 'expired'],
  ...[
    'describe',
    'rename',
    'requestCheck',
    'move',
    'sweep',
    'bulkSweep',
    'bulkSweep',
    'hear0',
    'hear1',
    'hear2',
    'hear3',
  ],
] as const;
type Deed = (typeof deeds)[number] | string;
type Fault = { readonly kind: Fate | 'crash'; readonly at: number };
type Act = { readonly tenant: number; readonly deed: Deed; readonly fault: Fault };
type Writer = StoragePorts & { readonly proxy: Pick<TableProxy, 'rule'> };

const act: fc.Arbitrary<Act> = fc.record({
  tenant: fc.nat(2),
  deed: fc.constantFrom(...deeds),
  fault: fc.record({
    kind: fc.constantFrom('pass', 'refuse', 'loseRequest', 'loseReply', 'crash'),
    at: fc.integer({ min: 1, max: 12 }),
  }),
});
/** Three writers act at once, then time passes. */
const rounds = fc.array(
  fc.record({ acts: fc.tuple(act, act, act), hours: fc.integer({ min: 1, max: 24 * 15 }) }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

let storage: BreakableStorage;
describe.each([
  ['tables in memory', startMemoryStorage, runs * runsInMemory],
  ['Azurite', startTestStorage, Math.ceil(runs / 6)],
] as const)('on %s', (_place, begin, numRuns) => {
  beforeAll(async () => {
    storage = await begin();
  });
  afterAll(() => storage.stop());

  test(
    'whatever several writers do and whatever breaks, nothing acknowledged is lost and storage agrees with itself',
    async () => {
      const outcomes = new Map<string, number>();
      // What goes wrong here depends on timing as well, so there is no smaller example to look for.
      await fc.assert(
        fc.asyncProperty(rounds, (script) => play(script, outcomes)),
        { numRuns, endOnFailure: true },
      );
      expect(outcomes.get('changed') ?? 0).toBeGreaterThan(numRuns);
      if (numRuns < runs) return;
      // A test in which everything is refused would prove nothing.
      expect(outcomes.get('moved in bulk') ?? 0).toBeGreaterThan(0);
      expect(outcomes.get('STORAGE_UNAVAILABLE') ?? 0).toBeGreaterThan(0);
    },
    300_000 + numRuns * 5_000,
  );
});

type Round = { readonly acts: readonly Act[]; readonly hours: number };

/** @throws {Error} as soon as storage is not as it has to be */
async function play(script: readonly Round[], outcomes: Map<string, number>): Promise<void> {
  await storage.clear();
  storage.clock.set(start);
  const calm = await storage.writer();
  const writers = await Promise.all([storage.writer(), storage.writer(), storage.writer()]);
  const tenants = [newTenantId(), newTenantId(), newTenantId()];
  for (const tenant of tenants) await discover(calm, tenant);
  const acknowledged: AgreementRecord[] = [];

  for (const { acts, hours } of script) {
    await Promise.all(
      acts.map(async ({ tenant, deed, fault }, index) => {
        const writer = writers[index] ?? calm;
        writer.proxy.rule(({ number }) => fateOf(fault, number));
        const outcome = await perform(writer, tenants[tenant] ?? '', deed);
        if (typeof outcome === 'object') acknowledged.push(outcome);
        const name = typeof outcome === 'object' ? 'changed' : outcome;
        outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
      }),
    );
    const dangers = findDangers(await dump(storage.tables));
    if (dangers.length > 0) throw new Error(dangers.join('\n'));
    storage.clock.set(new Date(storage.clock.now().getTime() + hours * 3_600_000));
  }

  // What a failed call has left running ends, too.
  for (const { proxy } of writers) proxy.rule(() => 'loseRequest');
  await storage.settled();
  await quiesce(calm);
  const breaches = findBreaches(await dump(storage.tables));
  if (breaches.length > 0) throw new Error(breaches.join('\n'));
  for (const { customerTenantId, version, headHash } of acknowledged) {
    const [event] = await calm.agreements.history(customerTenantId, version, 1);
    expect(event?.hash).toBe(headHash);
  }
}

function fateOf({ kind, at }: Fault, number: number): Fate {
  if (kind === 'crash') return number > at ? 'loseRequest' : 'pass';
  return number === at ? kind : 'pass';
}

/** The record it led to, or a word for what happened instead. */
async function perform(writer: Writer, tenantId: string, deed: Deed): Promise<AgreementRecord | string> {
  const policy = {
    ...quietly,
    invitation: rules,
    ...checkRules,
    retryFirstMs: 30_000,
    defaultLanguage: 'en' as const,
    attestation: { mode: 'enhanced' as const },
    partnerType: 'directBill' as const,
  };
  const { clock } = storage;
  try {
    if (deed === 'sweep') return await sweep(writer);
    if (deed === 'bulkSweep') return await bulkSweep(writer);
    if (deed === 'move') return await move(writer, tenantId);
    const outcome = await transition({ ...writer, ...letters, policy, clock }, tenantId, {
      by: system,
      once: deed.startsWith('invite')
        ? { id: `${deed} ${clock.now().toISOString()}`, fingerprint: deed, answer: ({ status }) => status }
        : undefined,
      decide: (record) => decide(record, deed, clock.now()),
    });
    return outcome.kind === 'changed' ? outcome.record : outcome.kind;
  } catch (failure) {
    if (failure instanceof AgreementError) return failure.code;
    throw failure;
  }
}

function decide(record: AgreementRecord, deed: Deed, now: Date): EventData[] {
  const number = record.invitation?.number ?? 1;
  const sending = record.invitation?.mail?.sending ?? 1;
  const mailId = (...parts: number[]) => `mail-${parts.join('-')}`;
  const context = { now, rules, mailId };
  const person = { firstName: 'A', lastName: 'B', email: 'a@b.example', phone: null };
  switch (deed) {
    case 'inviteByMail':
    case 'inviteByLink': {
      const delivery = deed === 'inviteByMail' ? 'email' : 'link';
      const asked = {
        kind: 'existingCustomer',
        delivery,
        recipient: person,
        language: 'en',
        note: null,
      } as const;
      return decideInvitation(record, asked, context);
    }
    case 'resend':
      return decideResend(record, number, context);
    case 'cancel':
      return decideCancel(record, number);
    case 'opened':
      return decideOpened(record, number, now);
    case 'sent':
      return record.mails.length > 0
        ? [{ type: 'invitationSent', number, sending, operationId: mailId(number, sending), remindAt: null }]
        : [];
    case 'undeliverable':
      return record.invitation?.state === 'open'
        ? [{ type: 'invitationUndeliverable', number, sending, reason: 'bounced' }]
        : [];
    case 'expired':
      return decideExpiry(record, now);
    case 'describe': {
      const { companyName, domain } = record;
      return record.country
        ? []
        : [{ type: 'customerDescribed', companyName, domain, country: 'CH', resellerTenantId: null }];
    }
    case 'requestCheck':
      return [{ type: 'checkRequested' }];
    case 'rename': {
      const { companyName, domain, country, resellerTenantId } = record;
      const other = companyName.endsWith('Nord') ? 'Contoso' : `${companyName} Nord`;
      return [{ type: 'customerDescribed', companyName: other, domain, country, resellerTenantId }];
    }
    default: {
      const standing = standings[Number(deed.slice(4))];
      return standing ? decideStanding(record, standing, now) : [];
    }
  }
}

async function move({ agreements, schedule }: Writer, tenantId: string): Promise<string> {
  const stored = await agreements.find(tenantId);
  const now = storage.clock.now();
  if (stored) await schedule.move(stored, new Date(now.getTime() + day), now);
  return 'moved';
}

/** As `reconcileAgreements` does it: no record is read, so what is moved may be old. */
async function bulkSweep({ schedule }: Writer): Promise<string> {
  const now = storage.clock.now();
  const rows = (await schedule.due(now, 100)).filter(({ watch }) => watch !== null);
  const dueAt = new Date(now.getTime() + 2 * day);
  const moved = await schedule.rescheduleAll(rows.map((row) => ({ row, dueAt, checkedAt: now })));
  return moved > 0 ? 'moved in bulk' : 'nothing to move';
}

async function sweep({ agreements, schedule }: Writer): Promise<string> {
  const now = storage.clock.now();
  for (const row of await schedule.due(now, 100)) {
    const stored = await agreements.find(row.customerTenantId);
    const claimed = await schedule.claim(row, stored, now);
    if (claimed && stored) await schedule.move(stored, new Date(now.getTime() + 2 * day));
  }
  return 'swept';
}
