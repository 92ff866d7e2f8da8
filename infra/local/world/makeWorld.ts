import { QueueServiceClient } from '@azure/storage-queue';
import { loadConfig } from '../../../shared/config.ts';
import { queues } from '../../../shared/queues.ts';
import { createServices, type Services } from '../../../shared/services.ts';
import { reconcileAgreements } from '../../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { sweepProspects } from '../../../shared/workflows/prospects/sweepProspects.ts';
import type { DeliveryReport } from '../mail/deliveryReport.ts';
import type { TravelClock } from '../simulator/clock.ts';
import { history, type Chapter } from './history.ts';
import { deliverNews, notePoison } from './otherSystems.ts';
import { agents, order, takeReports, type Stage } from './stage.ts';

const dayMs = 24 * 60 * 60_000;
/** A step is taken so long after it falls due, together with what falls due meanwhile. */
const graceMs = 30 * 60_000;
const maxRows = 100;
const maxToleranceSeconds = 10 ** 9;

export type WorldOptions = {
  readonly settings: Readonly<Record<string, string>>;
  /** Of the whole environment; it stands at the installation, and at the present when this is done. */
  readonly clock: TravelClock;
  readonly reports: DeliveryReport[];
  readonly urls: Stage['urls'];
};

/**
 * Gives a new environment the half year that it was in use. Everything happens through the app's own workflows while
 * the environment's clock goes through that time, so histories, mails and counts are real ones.
 * Answers the message that `leavePoison` takes.
 */
export async function makeWorld({ settings, clock, reports, urls }: WorldOptions): Promise<string> {
  const queueService = QueueServiceClient.fromConnectionString(settings['DataStorage'] ?? '');
  const stage: Stage = { services: await quietServices(settings, clock), clock, reports, urls };
  const until = Date.now();
  // The mail client signs with the computer's clock.
  await order(`${urls.mail}/_control/settings`, 'PUT', { clockToleranceSeconds: maxToleranceSeconds });
  for (const agent of Object.values(agents)) await stage.services.people.seen(agent);
  for (const chapter of history) await tell(stage, chapter, until);
  await sweepUntil(stage, new Date());
  const poison = await notePoison(stage, 'prosewareat');
  await order(`${urls.mail}/_control/settings`, 'PUT', { clockToleranceSeconds: 300 });
  // All of it is done already.
  await Promise.all(Object.values(queues).map((name) => queueService.getQueueClient(name).clearMessages()));
  return poison;
}

async function tell(stage: Stage, [daysAgo, act]: Chapter, until: number): Promise<void> {
  await sweepUntil(stage, new Date(until - daysAgo * dayMs));
  await act(stage);
  await deliverNews(stage);
}

/** Lets reminders, expiries and the like happen until an instant, in the order of their time. */
async function sweepUntil(stage: Stage, instant: Date): Promise<void> {
  const { services, clock } = stage;
  for (let next = await nextStepAt(stage, instant); next; next = await nextStepAt(stage, instant)) {
    const sweptAt = Math.max(next.getTime(), clock.now().getTime()) + graceMs;
    if (sweptAt >= instant.getTime()) break;
    clock.moveTo(new Date(sweptAt));
    await sweep(services);
    await takeReports(stage);
    await deliverNews(stage);
  }
  clock.moveTo(instant);
}

/** Looks at Microsoft without another reason wait for such a step, so that months pass in seconds. */
async function nextStepAt({ services }: Stage, until: Date): Promise<Date | undefined> {
  const rows = await services.schedule.due(until, maxRows);
  const steps = rows.flatMap(({ dueAt, watch }) => (watch ? (watch.actAt ?? []) : dueAt));
  return steps.filter((at) => at <= until).sort((a, b) => a.getTime() - b.getTime())[0];
}

async function sweep(services: Services): Promise<void> {
  const report = (failure: unknown): void => {
    console.error('A sample customer could not be carried on:', failure);
  };
  await sweepProspects(services, report);
  await reconcileAgreements(services, { nextRunAt: null, report });
}

/** Everything is done here and now, so no function has to be woken for it. */
async function quietServices(
  settings: Readonly<Record<string, string>>,
  clock: TravelClock,
): Promise<Services> {
  const none = { send: async (): Promise<void> => undefined };
  return {
    ...(await createServices(loadConfig(settings), clock)),
    ...{ mailWakeUps: none, checkWakeUps: none, attestationWakeUps: none, prospectWakeUps: none },
    ...{ importWakeUps: none, eventWakeUps: none, webhookWakeUps: none },
  };
}
