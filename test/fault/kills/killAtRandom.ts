import { createDisturbance, randomFrom, type Message, type Random } from '../disturb.ts';
import { control, type FaultWorld, type Place } from '../faultWorld.ts';
import { addCustomers } from './killNamed.ts';
import { watchPauses, type Watched } from '../watchPauses.ts';
import { ask, fire, wishFor, type Wish } from '../wishes.ts';

export type RandomKills = {
  readonly kills: number;
  readonly requests: number;
  readonly messages: Message[];
  readonly watched: Watched;
};

type Options = {
  readonly kills: number;
  readonly seed: number;
};

const tenants = 12;
const driversAtOnce = 6;
const minuteMs = 60_000;
/** Most clocks are right. Those that are not serve no requests, since no token would be valid there. */
const shifts = [0, 0, 0, 0, 0, 0, -10 * minuteMs, 130 * minuteMs, 26 * 60 * minuteMs];
/** A worker that has nothing to do any more is killed all the same. */
const maxLifeMs = 5_000;

/**
 * Two workers on the same tenants, each killed at a random request, before or after it took effect, and
 * followed by another one, while people ask for all there is and every service is shaken.
 */
export async function killAtRandom(
  world: FaultWorld,
  wishes: Wish[],
  { kills, seed }: Options,
): Promise<RandomKills> {
  const random = randomFrom(seed);
  const ids = await addCustomers(world, tenants);
  // Of customers that nobody knows yet, nothing could be asked.
  for (const { worker } of world.places) await fire(worker, 'discoverCustomers');
  const { disturb, messages } = createDisturbance(world, random);
  const { watched, watch } = watchPauses();
  let [done, requests] = [0, 0];
  // A slow machine may kill that often before anything was wished for.
  const isOver = () => done >= kills && messages.length > kills / 8;
  const left = new Map<Place, { count: number; when: 'before' | 'after' }>();
  const plan = (place: Place) => {
    // Few requests reach the middle of the first thing, many reach whatever comes later.
    const count = 1 + Math.floor(random() ** 2 * 120);
    left.set(place, { count, when: random() < 0.5 ? 'before' : 'after' });
  };
  world.judge(async (sent, place) => {
    // A look into a queue is no step of anything.
    if (sent.service === 'queue' && sent.method === 'GET') return 'pass';
    requests += 1;
    const planned = left.get(place);
    if (planned && (planned.count -= 1) === 0) {
      if (planned.when === 'after') return { afterEffect: () => killed(place) };
      killed(place);
      return 'loseRequest';
    }
    return watch(sent, place.worker.shiftMs, await disturb(sent));
  });
  const killed = (place: Place): 'loseReply' => {
    place.worker.kill();
    return 'loseReply';
  };
  const keep = async (place: Place) => {
    while (!isOver()) {
      const { worker } = place;
      // Its life begins when it answers: a busy machine starts it slowly.
      const old = worker.ready.then(
        () => setTimeout(worker.kill, maxLifeMs),
        () => undefined,
      );
      await worker.ended;
      clearTimeout(await old);
      done += 1;
      plan(place);
      world.restart(place, shifts[Math.floor(random() * shifts.length)]);
    }
  };
  for (const place of world.places) plan(place);
  await Promise.all([
    ...world.places.map(keep),
    ...Array.from({ length: driversAtOnce }, () => drive(world, { wishes, ids, random, isOver })),
  ]);
  world.judge(() => 'pass');
  return { kills: done, requests, messages, watched };
}

type Drive = {
  readonly wishes: Wish[];
  readonly ids: readonly string[];
  readonly random: Random;
  isOver(): boolean;
};

async function drive(world: FaultWorld, { wishes, ids, random, isOver }: Drive): Promise<void> {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  while (!isOver()) {
    const worker = pick(world.places)?.worker;
    if (!worker) return;
    const chance = random();
    if (chance < 0.08) await fire(worker, 'reconcileAgreements');
    else if (chance < 0.11) await fire(worker, 'discoverCustomers');
    else if (chance < 0.21)
      await control(world.partnerCenter, 'POST', `/customers/${pick(ids) ?? ''}/accept`);
    else if (worker.shiftMs !== 0) await new Promise((go) => setTimeout(go, 20));
    else {
      const unanswered = wishes.filter(({ answer }) => !answer);
      const again = random() < 0.5 ? pick(unanswered) : undefined;
      const wish = again ?? newWish(world, pick(ids) ?? '', random);
      if (!again) wishes.push(wish);
      await ask(world, worker, wish);
    }
  }
}

const kinds = [
  'invite',
  'invite',
  'invite',
  'inviteByLink',
  'resend',
  'resend',
  'cancel',
  'check',
  'open',
] as const;

function newWish({ linkPath }: Pick<FaultWorld, 'linkPath'>, tenantId: string, random: Random): Wish {
  const number = 1 + Math.floor(random() * 3);
  const kind = kinds[Math.floor(random() * kinds.length)] ?? 'check';
  return wishFor(kind, tenantId, number, linkPath(tenantId, number));
}
