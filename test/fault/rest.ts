import { poisonQueue, queues } from '../../shared/queues.ts';
import type { Services } from '../../shared/services.ts';
import { checkAgreement } from '../../shared/workflows/checks/checkAgreement.ts';
import { discoverCustomers } from '../../shared/workflows/discovery/discoverCustomers.ts';
import { reconcileAgreements } from '../../shared/workflows/reconciliation/reconcileAgreements.ts';
import { sendMail } from '../../shared/workflows/reconciliation/sendMail.ts';
import { dump } from '../shared/adapters/storage/invariants.ts';
import type { Message } from './disturb.ts';
import { control, type FaultWorld } from './faultWorld.ts';
import { findViolations, type CapturedMail } from './findViolations.ts';
import { findCallsInPauses, type Watched } from './watchPauses.ts';
import type { Wish } from './wishes.ts';

const hourMs = 3_600_000;
/** Behind the fastest clock that a worker had, then on. */
const laterHours = [27, 28, 30, 54];
const maxSweeps = 10;

/** Ends all workers, drops all messages, and lets the sweep alone bring everything to rest. */
export async function bringToRest(world: FaultWorld): Promise<void> {
  world.judge(() => 'pass');
  for (const { worker } of world.places) worker.kill();
  await Promise.all(world.places.map(({ worker }) => worker.ended));
  for (const queue of Object.values(queues)) await world.queues.getQueueClient(queue).clearMessages();
  for (const hours of laterHours) {
    const services = await world.services(hours * hourMs);
    await discoverCustomers(services);
    for (let sweep = 0, due = 1; due > 0; sweep += 1) {
      if (sweep === maxSweeps) throw new Error(`${String(due)} stay due, however often a sweep comes.`);
      const failures: unknown[] = [];
      const report = (failure: unknown) => void failures.push(failure);
      ({ due } = await reconcileAgreements(services, { nextRunAt: null, report }));
      if (failures.length > 0) throw failures[0];
    }
  }
}

/** Looks at everything there is to see; replaying the messages may change none of it (I12). */
export async function inspect(
  world: FaultWorld,
  wishes: readonly Wish[],
  { messages, watched }: { readonly messages: readonly Message[]; readonly watched: Watched },
): Promise<string[]> {
  const before = await evidence(world, wishes);
  const services = await world.services((laterHours.at(-1) ?? 0) * hourMs);
  for (const message of new Set(messages.map((one) => JSON.stringify(one)))) {
    await replay(services, JSON.parse(message) as Message);
  }
  const after = await evidence(world, wishes);
  const changed = contentOf(before) !== contentOf(after);
  return [
    ...findViolations(before),
    ...findCallsInPauses(watched),
    ...(changed ? ['I12 a replay of all messages changed something'] : []),
  ];
}

async function evidence(world: FaultWorld, wishes: readonly Wish[]) {
  const { mail, partnerCenter, logs } = world;
  const { items: mails } = await control<{ items: CapturedMail[] }>(mail, 'GET', '/messages');
  const { items } = await control<{ items: { id: string }[] }>(partnerCenter, 'GET', '/customers');
  const requests = await control<{ items: { at: string }[] }>(partnerCenter, 'GET', '/requests');
  const counts = Object.values(queues).map(async (queue) => {
    const { approximateMessagesCount = 0 } = await world.queues
      .getQueueClient(poisonQueue(queue))
      .getProperties();
    return approximateMessagesCount;
  });
  return {
    ...{ dump: await dump(world.tables), wishes, mails, logs },
    customers: items.map(({ id }) => id),
    calls: requests.items.map(({ at }) => new Date(at)),
    limitPerMinute: world.limitPerMinute,
    poisoned: (await Promise.all(counts)).reduce((sum, count) => sum + count, 0),
  };
}

function contentOf({ dump: { customers, byStatus }, mails }: Awaited<ReturnType<typeof evidence>>): string {
  return JSON.stringify([customers, byStatus, mails.map(({ operationId }) => operationId)]);
}

/** As the functions do it. */
async function replay(services: Services, { queue, text }: Message): Promise<void> {
  const { tenantId } = JSON.parse(Buffer.from(text, 'base64').toString()) as { tenantId: string };
  if (queue === queues.mails) await sendMail(services, tenantId);
  if (queue === queues.checks) await checkAgreement(services, tenantId);
}
