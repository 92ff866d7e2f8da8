import type { Services } from '../../shared/services.ts';
import { prospectDueAt } from '../../shared/domain/prospects/prospect.ts';
import type { SpawnedHost } from './host/process/childProcess.ts';
import type { TravelClock } from './simulator/clock.ts';
import type { StorageThread } from './storageThread/startStorageThread.ts';

export type TimeTravel = {
  /** Moves the whole environment on; resolves when all that fell due by then was done, in the order of its time. */
  advance: (ms: number) => Promise<void>;
};

type Needs = {
  readonly clock: TravelClock;
  readonly storage: StorageThread;
  /** Runs the functions; it changes when they are started again. */
  host(): SpawnedHost;
  services(): Promise<Services>;
};

const dayMs = 24 * 60 * 60_000;
/** Timers that fire once a day run so often in a long journey, and at least every six days: one is weekly. */
const idleSteps = 6;
const maxIdleMs = 6 * dayMs;
const maxSteps = 1_000;
const maxRows = 1_000;

/**
 * Goes from one instant at which something is due to the next, and has the functions do it before it goes on. Timers
 * run at each of these steps, and now and then in between, instead of at every instant of their schedules. Routine looks
 * at Microsoft wait for such a step.
 */
export function createTimeTravel({ clock, storage, host, services }: Needs): TimeTravel {
  let last: Promise<unknown> = Promise.resolve();

  const moveTo = async (instant: Date): Promise<void> => {
    const { shift } = host();
    if (!shift)
      throw new Error('Azure Functions Core Tools keep their own time. Start with --no-func to travel.');
    clock.moveTo(instant);
    await storage.shift(clock.offsetMs());
    await shift(clock.offsetMs());
  };
  const travel = async (ms: number): Promise<void> => {
    const until = clock.now().getTime() + ms;
    const idleMs = Math.min(Math.max(dayMs, ms / idleSteps), maxIdleMs);
    for (let steps = 0; steps < maxSteps; steps += 1) {
      const now = clock.now().getTime();
      const dueAt = await nextStep(await services(), { clock, storage }, { now, idleMs });
      if (dueAt >= until) break;
      await moveTo(new Date(dueAt));
    }
    await moveTo(new Date(Math.max(until, clock.now().getTime())));
  };
  return {
    advance(ms) {
      const mine = last.then(() => travel(ms));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** When something is to be done next, in milliseconds since 1970; `idleMs` from now at the latest. */
async function nextStep(
  services: Services,
  { clock, storage }: Pick<Needs, 'clock' | 'storage'>,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<number> {
  const horizon = new Date(now + idleMs);
  const { policy, schedule, prospects, webhookEndpoints, webhookDeliveries } = services;
  const [rows, followed, endpoints, visibleAt] = await Promise.all([
    schedule.due(horizon, maxRows),
    prospects.followed(),
    webhookEndpoints.list(),
    storage.nextVisibleAt(),
  ]);
  const exact = [
    clock.nextAt(),
    visibleAt,
    ...rows.map(({ dueAt, watch }) => (watch ? watch.actAt : dueAt)),
    ...followed.map((prospect) => prospectDueAt(prospect, new Date(0), policy.wakeUpGraceMs)),
    ...endpoints.map(({ endpoint }) => endpoint.notice?.nextAt),
    ...(await Promise.all(endpoints.map(({ endpoint }) => webhookDeliveries.nextDueAt(endpoint.id)))),
  ].flatMap((at) => at?.getTime() ?? []);
  // What is overdue and stays so, as a call that is refused, is no reason to stand still.
  return Math.min(horizon.getTime(), ...exact.filter((at) => at > now));
}
