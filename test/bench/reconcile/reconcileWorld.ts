import { createAgreements } from '../../../shared/adapters/storage/customers/agreements.ts';
import { createCallBudget } from '../../../shared/adapters/storage/reconciliation/budget.ts';
import type { Tables } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { createListings } from '../../../shared/adapters/storage/customers/listings.ts';
import { createRuns } from '../../../shared/adapters/storage/reconciliation/runs.ts';
import { createSchedule } from '../../../shared/adapters/storage/customers/schedule.ts';
import { AgreementError } from '../../../shared/domain/errors.ts';
import { append } from '../../../shared/domain/customers/history.ts';
import { reconcileAgreements } from '../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import type { Needs } from '../../../shared/workflows/ports/ports.ts';
import type { PartnerCenter } from '../../../shared/workflows/ports/partnerCenterPorts.ts';
import { createLimitedService, type LimitedService } from '../../fakes/limitedService.ts';
import { createMemoryTables } from '../../fakes/tables/memoryTables.ts';
import { createVirtualTime, type VirtualTime } from '../../fakes/virtualTime.ts';
import { createWorld } from '../../fakes/world.ts';
import { atRest } from '../../fakes/atRest.ts';
import type { EventData } from '../../../shared/domain/customers/agreementEvent.ts';

export const latencyMs = 150;
const dayMs = 24 * 3_600_000;
const everyMs = 2 * 60_000;
const start = new Date('2026-03-02T00:00:00.000Z');
/** When everybody who is due is due. */
export const dueInstant = new Date(start.getTime() + dayMs);

export type Reconciled = {
  readonly calls: number;
  readonly refused: number;
  readonly transactions: number;
  readonly minutes: number;
  /** Customers that were due and have not been asked about. */
  readonly lost: number;
};

/** Partner Center, as far as a sweep sees it: answers how long to wait when it refuses, and who is left. */
export type Limited = {
  readonly seen: LimitedService['seen'];
  lost(): number;
  ask(customerTenantId: string, now: Date): Answer;
};
export type Answer = { readonly retryAfterMs: number | undefined; readonly left: number };

export function createLimited(due: number, limitPerMinute: number): Limited {
  const asked = new Set<string>();
  let instant = start;
  const service = createLimitedService(
    () => limitPerMinute,
    () => instant,
  );
  return {
    seen: service.seen,
    lost: () => due - asked.size,
    ask(customerTenantId, now) {
      instant = now;
      const retryAfterMs = service.call();
      if (retryAfterMs === undefined) asked.add(customerTenantId);
      return { retryAfterMs, left: due - asked.size };
    },
  };
}

/**
 * The real sweep, schedule and call budget on tables in memory that count, a Partner Center that limits and
 * takes its time, and a clock that waits for nobody. `due` of `total` customers are due; all have accepted
 * directly, so one call answers.
 */
export async function reconcileVirtually(options: {
  readonly due: number;
  readonly total: number;
  readonly limitPerMinute: number;
}): Promise<Reconciled> {
  const tables = createMemoryTables();
  await seedCustomers(tables.clients, options);
  const service = createLimited(options.due, options.limitPerMinute);
  const before = tables.transactions();
  const time = createVirtualTime(dueInstant);
  const minutes = await sweepUntilDone({
    tables: tables.clients,
    time,
    ask: async (customerTenantId, now) => service.ask(customerTenantId, now),
  });
  return { ...service.seen, transactions: tables.transactions() - before, minutes, lost: service.lost() };
}

export async function seedCustomers(
  tables: Tables,
  { due, total }: { readonly due: number; readonly total: number },
): Promise<void> {
  const clock = { now: () => start };
  const agreements = createAgreements({
    ...{ tables, listings: createListings(tables.byStatus), clock, atRest },
    newId: countedIds('s'),
  });
  for (let index = 0; index < total; index += 1) {
    const dueAt = index < due ? dueInstant : new Date(start.getTime() + 40 * dayMs);
    await store({ agreements, clock }, tenantId(index), dueAt);
  }
}

/** A timer that starts a run every two minutes, unless one is under way; answers how long it took to ask everybody. */
export async function sweepUntilDone({
  tables,
  time,
  ask,
}: {
  readonly tables: Tables;
  readonly time: VirtualTime;
  readonly ask: (customerTenantId: string, now: Date) => Promise<Answer>;
}): Promise<number> {
  const listings = createListings(tables.byStatus);
  const budgetNeeds = {
    ...{ due: tables.due, clock: time, callsPerMinute: 500, holder: 'bench' },
    sleep: time.sleep,
  };
  const budget = createCallBudget(budgetNeeds);
  let left = Infinity;
  const observe: PartnerCenter['observe'] = async (customerTenantId) => {
    await budget.acquire('background');
    const askedAt = time.now();
    const answer = await ask(customerTenantId, askedAt);
    const { retryAfterMs } = answer;
    ({ left } = answer);
    await time.sleep(latencyMs);
    if (retryAfterMs !== undefined) {
      await budget.refused({ askedAt, retryAfterMs });
      throw new AgreementError('PARTNER_CENTER_THROTTLED', 'Not now.', { retryAfterMs });
    }
    const observation = { kind: 'read', signedDirectly: true, confirmed: null } as const;
    return { observation, microsoft: { requestId: null, correlationId: null } };
  };
  const world = createWorld();
  const needs: Needs = {
    ...world,
    clock: time,
    agreements: createAgreements({ tables, listings, clock: time, atRest, newId: countedIds('w') }),
    schedule: createSchedule({ tables, listings }),
    runs: createRuns(tables),
    callBudget: budget,
    partnerCenter: { ...world.partnerCenter, observe },
    telemetry: silent,
  };
  const failures: unknown[] = [];
  const beganAt = time.now().getTime();
  const work = async () => {
    for (let tick = beganAt; ;) {
      const nextRunAt = new Date(tick + everyMs);
      const run = await reconcileAgreements(needs, {
        nextRunAt,
        report: (failure) => void failures.push(failure),
      });
      if (run.due === 0 || left === 0) return;
      const nowMs = time.now().getTime();
      tick += Math.max(1, Math.ceil((nowMs - tick) / everyMs)) * everyMs;
      await time.sleep(tick - nowMs);
    }
  };
  await time.run(work());
  if (failures.length > 0) throw failures[0];
  return (time.now().getTime() - beganAt) / 60_000;
}

/** The one of the world in memory remembers all it was told. */
export const silent: Needs['telemetry'] = {
  count: () => undefined,
  gauge: () => undefined,
  span: (_span, _attributes, work) => work(),
};

function countedIds(prefix: string): () => string {
  let ids = 0;
  return () => prefix + (ids += 1).toString(36);
}

function tenantId(index: number): string {
  // Spread over the shards and the calendar like real ones.
  const tail = ((index * 40_503) % 0x10000).toString(16).padStart(4, '0');
  return `${index.toString(16).padStart(8, '0')}-5bd4-4b0c-9a4e-1c2d3e4f${tail}`;
}

async function store(
  { agreements, clock }: Pick<Needs, 'agreements' | 'clock'>,
  customerTenantId: string,
  dueAt: Date,
): Promise<void> {
  const named = { companyName: `Contoso ${customerTenantId.slice(0, 8)}`, domain: 'contoso.example' };
  const acceptance = { path: 'customerDirect', acceptedAt: null, signatory: null } as const;
  const happenings: EventData[] = [
    { type: 'customerDiscovered', customerTenantId, ...named },
    { type: 'customerDescribed', ...named, country: 'US', resellerTenantId: null },
    { type: 'standingChecked', standing: { kind: 'accepted', acceptance } },
  ];
  const { record, events } = append(undefined, happenings, { at: clock.now(), by: { kind: 'system' } });
  await agreements.commit({ before: undefined, after: record, events, dueAt, mails: [], receipt: null });
}
