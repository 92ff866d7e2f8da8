import { createAgreements } from '../../shared/adapters/storage/agreements.ts';
import { createCallBudget } from '../../shared/adapters/storage/budget.ts';
import { createListings } from '../../shared/adapters/storage/listings.ts';
import { createRuns } from '../../shared/adapters/storage/runs.ts';
import { createSchedule } from '../../shared/adapters/storage/schedule.ts';
import { AgreementError } from '../../shared/domain/errors.ts';
import type { Happening } from '../../shared/domain/events.ts';
import { append } from '../../shared/domain/history.ts';
import { reconcileAgreements } from '../../shared/workflows/reconcileAgreements.ts';
import type { Needs, PartnerCenter } from '../../shared/workflows/ports.ts';
import { createLimitedService } from '../fakes/limitedService.ts';
import { createMemoryTable } from '../fakes/memoryTable.ts';
import { createVirtualTime } from '../fakes/virtualTime.ts';
import { createWorld } from '../fakes/world.ts';

export const latencyMs = 150;
const dayMs = 24 * 3_600_000;
const everyMs = 2 * 60_000;
const start = new Date('2026-03-02T00:00:00.000Z');

export type Reconciled = {
  readonly calls: number;
  readonly refused: number;
  readonly transactions: number;
  readonly minutes: number;
  /** Customers that were due and have not been asked about. */
  readonly lost: number;
};

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
  const time = createVirtualTime(start);
  const [customers, due, byStatus] = [createMemoryTable(), createMemoryTable(), createMemoryTable()];
  const tables = { customers: customers.client, due: due.client, byStatus: byStatus.client };
  const listings = createListings(tables.byStatus);
  let ids = 0;
  const newId = () => (ids += 1).toString(36);
  const service = createLimitedService(() => options.limitPerMinute, time.now);
  const budgetNeeds = {
    due: tables.due,
    clock: time,
    callsPerMinute: 500,
    holder: 'bench',
    sleep: time.sleep,
  };
  const budget = createCallBudget(budgetNeeds);
  const asked = new Set<string>();
  const observe: PartnerCenter['observe'] = async (customerTenantId) => {
    await budget.turn('background');
    const askedAt = time.now();
    const retryAfterMs = service.call();
    await time.sleep(latencyMs);
    if (retryAfterMs !== undefined) {
      await budget.refused({ askedAt, retryAfterMs });
      throw new AgreementError('PARTNER_CENTER_THROTTLED', 'Not now.', { retryAfterMs });
    }
    asked.add(customerTenantId);
    const observation = { kind: 'read', signedDirectly: true, confirmed: null } as const;
    return { observation, microsoft: { requestId: null, correlationId: null } };
  };
  const world = createWorld();
  const needs: Needs = {
    ...world,
    clock: time,
    agreements: createAgreements({ tables, listings, clock: time, newId }),
    schedule: createSchedule({ tables, listings }),
    runs: createRuns(tables),
    callBudget: budget,
    partnerCenter: { ...world.partnerCenter, observe },
  };
  for (let index = 0; index < options.total; index += 1) {
    await discover(
      needs,
      tenantId(index),
      new Date(start.getTime() + (index < options.due ? 1 : 40) * dayMs),
    );
  }

  const count = () => customers.transactions() + due.transactions() + byStatus.transactions();
  const before = count();
  const failures: unknown[] = [];
  const work = async () => {
    await time.sleep(dayMs);
    for (let tick = time.now().getTime(); ;) {
      const nextRunAt = new Date(tick + everyMs);
      const run = await reconcileAgreements(needs, {
        nextRunAt,
        report: (failure) => void failures.push(failure),
      });
      if (run.due === 0 || asked.size === options.due) return;
      const nowMs = time.now().getTime();
      tick += Math.max(1, Math.ceil((nowMs - tick) / everyMs)) * everyMs;
      await time.sleep(tick - nowMs);
    }
  };
  await time.run(work());
  if (failures.length > 0) throw failures[0];
  return {
    ...service.seen,
    transactions: count() - before,
    minutes: (time.now().getTime() - start.getTime() - dayMs) / 60_000,
    lost: options.due - asked.size,
  };
}

function tenantId(index: number): string {
  // Spread over the shards and the calendar like real ones.
  const tail = ((index * 40_503) % 0x10000).toString(16).padStart(4, '0');
  return `${index.toString(16).padStart(8, '0')}-5bd4-4b0c-9a4e-1c2d3e4f${tail}`;
}

async function discover({ agreements, clock }: Needs, customerTenantId: string, dueAt: Date): Promise<void> {
  const named = { companyName: `Contoso ${customerTenantId.slice(0, 8)}`, domain: 'contoso.example' };
  const acceptance = { path: 'customerDirect', acceptedAt: null, signatory: null } as const;
  const happenings: Happening[] = [
    { type: 'customerDiscovered', customerTenantId, ...named },
    { type: 'customerDescribed', ...named, country: 'US', resellerTenantId: null },
    { type: 'standingChecked', standing: { kind: 'accepted', acceptance } },
  ];
  const { record, events } = append(undefined, happenings, { at: clock.now(), by: { kind: 'system' } });
  await agreements.commit({ before: undefined, after: record, events, dueAt, mails: [], receipt: null });
}
