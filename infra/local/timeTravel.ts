import { prospectDueAt } from '../../shared/domain/prospects/prospect.ts';
import type { Services } from '../../shared/services.ts';
import type { SpawnedHost } from './host/process/childProcess.ts';
import { parseSchedule, type Schedule } from './host/schedule.ts';
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
  /** NCRONTAB, of the timers that do what is due. */
  readonly sweepSchedule: string;
};

/** Timers that do what is due run at each step. */
export const sweeps = ['reconcileAgreements', 'finishOrders'];
/**
 * At rests those run, too, that renew what ages by itself. The audit stays out: it repairs what a fault left behind,
 * costs more than all others, and catches up by itself when time goes on.
 */
export const renewals = ['discoverCustomers', 'refreshPartnerCenterToken', 'measureQueues', 'backUpTables'];

const dayMs = 24 * 60 * 60_000;
/** A long journey rests so often, and at least every six days: the refresh token is renewed each week. */
const rests = 6;
const maxIdleMs = 6 * dayMs;
const maxSteps = 1_000;
const maxRows = 1_000;

/**
 * Goes from one instant at which something is due to the next, and has the functions do it before it goes on. Timers
 * run where they matter instead of at every instant of their schedules. Routine looks at Microsoft wait for a rest.
 */
export function createTimeTravel({ clock, storage, host, services, sweepSchedule }: Needs): TimeTravel {
  let last: Promise<unknown> = Promise.resolve();
  const schedule = parseSchedule(sweepSchedule);

  const moveTo = async (instant: Date, isRest: boolean): Promise<void> => {
    const { shift } = host();
    if (!shift)
      throw new Error('Azure Functions Core Tools keep their own time. Start with --no-func to travel.');
    clock.moveTo(instant);
    await storage.shift(clock.offsetMs());
    await shift(clock.offsetMs(), isRest ? [...sweeps, ...renewals] : sweeps);
  };
  const travel = async (ms: number): Promise<void> => {
    const until = clock.now().getTime() + ms;
    const idleMs = Math.min(Math.max(dayMs, ms / rests), maxIdleMs);
    let restAt = clock.now().getTime() + idleMs;
    for (let steps = 0; steps < maxSteps; steps += 1) {
      const dueAt = await nextStep(await services(), { clock, storage, schedule }, new Date(restAt));
      if (dueAt >= until) break;
      await moveTo(new Date(dueAt), dueAt >= restAt);
      if (dueAt >= restAt) restAt = dueAt + idleMs;
    }
    await moveTo(new Date(Math.max(until, clock.now().getTime())), true);
  };
  return {
    advance(ms) {
      const mine = last.then(() => travel(ms));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** When something is to be done next, in milliseconds since 1970; `restAt` at the latest. */
async function nextStep(
  services: Services,
  { clock, storage, schedule }: Pick<Needs, 'clock' | 'storage'> & { readonly schedule: Schedule },
  restAt: Date,
): Promise<number> {
  const { policy, prospects, webhookEndpoints, webhookDeliveries } = services;
  const [rows, followed, endpoints, visibleAt] = await Promise.all([
    services.schedule.due(restAt, maxRows),
    prospects.followed(),
    webhookEndpoints.list(),
    storage.nextVisibleAt(),
  ]);
  const deliveries = await Promise.all(
    endpoints.map(({ endpoint }) => webhookDeliveries.nextDueAt(endpoint.id)),
  );
  const graceMs = policy.wakeUpGraceMs;
  const swept = [
    ...rows.map(({ dueAt, watch }) => (watch ? watch.actAt : dueAt)),
    ...followed.map((prospect) => prospectDueAt(prospect, new Date(0), graceMs)),
    // Their queue messages are faster, unless they were lost.
    ...[...endpoints.map(({ endpoint }) => endpoint.notice?.nextAt), ...deliveries].map(
      (at) => at && new Date(at.getTime() + graceMs),
    ),
  ].flatMap((at) => (at ? (schedule.next(new Date(at.getTime() - 1)) ?? []) : []));
  const now = clock.now();
  // What is overdue and stays so, as a call that is refused, is no reason to stand still.
  const ahead = [clock.nextAt(), visibleAt, ...swept].flatMap((at) => (at && at > now ? at.getTime() : []));
  return Math.min(restAt.getTime(), ...ahead);
}
