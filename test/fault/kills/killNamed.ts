import { control, type FaultWorld, type Place, type Sent } from '../faultWorld.ts';
import type { Verdict } from '../proxies/httpProxy.ts';
import { killPoints, type KillPoint } from './killPoints.ts';
import { ask, fire, wishFor, type Wish } from '../wishes.ts';

export type NamedKill = Pick<KillPoint, 'operation' | 'point'> & { readonly reached: boolean };

/** Only a point that nothing reaches takes this long. */
const patienceMs = 120_000;

export type NamedOptions = {
  /** All of them when absent. */
  readonly points?: readonly KillPoint[];
  /** What becomes of requests that are left alone; they pass when absent. */
  readonly otherwise?: (sent: Sent) => Verdict;
};

/** Kills whoever reaches a named point of an operation, one after the other; the next worker takes the place. */
export async function killAtNamedPoints(
  world: FaultWorld,
  wishes: Wish[],
  { points = killPoints, otherwise = () => 'pass' }: NamedOptions = {},
): Promise<NamedKill[]> {
  const fresh = (await addCustomers(world, 20)).values();
  const [first] = world.places;
  if (first) await fire(first.worker, 'discoverCustomers');
  const kills: NamedKill[] = [];
  for (const killPoint of points) {
    const { operation, point } = killPoint;
    if (operation === 'discoverCustomers') await addCustomers(world, 2);
    const killed = awaitKill(world, killPoint, otherwise);
    const free = world.places[kills.length % 2];
    if (free) void begin(world, free, killPoint, () => nextOf(fresh, wishes, operation));
    const place = await killed;
    world.judge(() => 'pass');
    if (place) {
      await place.worker.ended;
      world.restart(place);
    }
    kills.push({ operation, point, reached: place !== undefined });
  }
  return kills;
}

export async function addCustomers({ partnerCenter }: FaultWorld, count: number): Promise<string[]> {
  return (await control<{ ids: string[] }>(partnerCenter, 'POST', '/customers', { count })).ids;
}

/** The place whose worker reached the point, or undefined when none did in time. */
function awaitKill(
  world: FaultWorld,
  { matches, when, answer }: KillPoint,
  otherwise: (sent: Sent) => Verdict,
): Promise<Place | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(undefined);
    }, patienceMs);
    let isOver = false;
    const kill = (place: Place) => {
      isOver = true;
      clearTimeout(timer);
      place.worker.kill();
      resolve(place);
    };
    world.judge((sent, place) => {
      const verdict = otherwise(sent);
      if (isOver || !matches(sent)) return verdict;
      if (when === 'before') {
        kill(place);
        return 'loseRequest';
      }
      return {
        ...(typeof verdict === 'object' && 'instead' in verdict && { instead: verdict.instead }),
        afterEffect(text) {
          if (isOver || !(answer?.test(text) ?? true)) return 'pass';
          kill(place);
          return 'loseReply';
        },
      };
    });
  });
}

async function begin(
  world: FaultWorld,
  { worker }: Place,
  { operation }: KillPoint,
  wish: () => Wish | undefined,
): Promise<void> {
  if (operation === 'reconcileAgreements' || operation === 'discoverCustomers') {
    await fire(worker, operation);
    return;
  }
  const wanted = wish();
  if (wanted) await ask(world, worker, wanted);
}

function nextOf(
  fresh: Iterator<string>,
  wishes: Wish[],
  operation: KillPoint['operation'],
): Wish | undefined {
  const { value, done } = fresh.next();
  if (done) return undefined;
  const wish = wishFor(operation === 'checkAgreement' ? 'check' : 'invite', value);
  wishes.push(wish);
  return wish;
}
