import { parseArgs } from 'node:util';
import { killAtNamedPoints } from './kills/killNamed.ts';
import { killAtRandom } from './kills/killAtRandom.ts';
import { startFaultWorld } from './faultWorld.ts';
import { bringToRest, inspect } from './rest.ts';
import type { Wish } from './wishes.ts';

/** `npm run test:faults -- --kills 1000 --seed 7`: kills the app at every named point, then at random ones. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
  const kills = Number(values.kills ?? 60);
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  console.log(`seed ${String(seed)}, ${String(kills)} random kills`);
  const startedAt = performance.now();
  const world = await startFaultWorld();
  try {
    const wishes: Wish[] = [];
    const named = await killAtNamedPoints(world, wishes);
    console.table(named);
    const random = await killAtRandom(world, wishes, { kills, seed });
    await bringToRest(world);
    const violations = await inspect(world, wishes, random);
    const acknowledged = wishes.filter(({ answer }) => answer?.status === 202).length;
    console.table({
      'named kills': named.filter(({ reached }) => reached).length,
      'random kills': random.kills,
      'requests between workers and services': random.requests,
      messages: random.messages.length,
      'pauses of all calls': new Set(
        random.watched.pauses.filter(({ at, endsAt }) => endsAt > at).map(({ endsAt }) => endsAt.getTime()),
      ).size,
      'requests by people': wishes.length,
      'of these acknowledged': acknowledged,
      violations: violations.length,
      seconds: Math.round((performance.now() - startedAt) / 1000),
    });
    for (const violation of violations) console.log(violation);
    if (violations.length > 0 || named.some(({ reached }) => !reached)) process.exitCode = 1;
  } finally {
    await world.stop();
  }
}

await main();
