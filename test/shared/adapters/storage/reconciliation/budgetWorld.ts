import { createCallBudget } from '../../../../../shared/adapters/storage/reconciliation/budget.ts';
import type { CallBudget } from '../../../../../shared/workflows/ports/partnerCenterPorts.ts';
import { createLimitedService, type LimitedService } from '../../../../fakes/limitedService.ts';
import { createMemoryTable } from '../../../../fakes/tables/memoryTable.ts';
import { createVirtualTime } from '../../../../fakes/virtualTime.ts';

export const start = new Date('2026-03-02T08:00:00.000Z');

export type World = ReturnType<typeof world>;

/** Instances that share one budget on a virtual clock, and a Partner Center that counts calls. */
export function world(limit = 500, callsPerMinute = 500) {
  const time = createVirtualTime(start);
  /** How long a request to the table takes. */
  const state = { limit, tableMs: 0 };
  const table = createMemoryTable(async () => {
    if (state.tableMs > 0) await time.sleep(state.tableMs);
  }, time.now);
  const service = createLimitedService(() => state.limit, time.now);
  let holders = 0;
  /** One whose clock is ahead by `aheadMs`. */
  const instance = (aheadMs = 0): CallBudget =>
    createCallBudget({
      due: table.client,
      clock: { now: () => new Date(time.now().getTime() + aheadMs) },
      callsPerMinute,
      holder: `holder${String((holders += 1))}`,
      sleep: time.sleep,
    });
  const minutes = () => (time.now().getTime() - start.getTime()) / 60_000;
  return { time, table, state, service, instance, minutes };
}

/** Makes calls one after the other, as a sweep would: a refused one is made again. */
export async function work(
  budget: CallBudget,
  service: LimitedService,
  count: number,
  { now, sleep }: { now(this: void): Date; sleep(this: void, ms: number): Promise<void> },
): Promise<void> {
  for (let done = 0; done < count;) {
    await budget.acquire('background');
    const askedAt = now();
    const retryAfterMs = service.call();
    await sleep(150);
    if (retryAfterMs === undefined) done += 1;
    else await budget.refused({ askedAt, retryAfterMs });
  }
}
