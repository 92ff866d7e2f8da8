import { createLimitedService } from '../../fakes/limitedService.ts';
import { createVirtualTime, type VirtualTime } from '../../fakes/virtualTime.ts';
import { latencyMs, type Reconciled } from './reconcileWorld.ts';

type Ask = () => Promise<number | undefined>;
export type Rival = {
  readonly name: string;
  run(time: VirtualTime, ask: Ask, count: number): Promise<number>;
};

/** What people use today; each answers how many customers it has asked about. */
export const rivals: readonly Rival[] = [
  {
    name: 'a loop, one after the other, that skips what is refused',
    async run(_time, ask, count) {
      let done = 0;
      for (let i = 0; i < count; i += 1) if ((await ask()) === undefined) done += 1;
      return done;
    },
  },
  {
    name: 'Promise.all with three retries',
    async run(time, ask, count) {
      const one = async (): Promise<boolean> => {
        for (let attempt = 1; attempt <= 4; attempt += 1) {
          if ((await ask()) === undefined) return true;
          await time.sleep(1000 * 2 ** attempt);
        }
        return false;
      };
      return (await Promise.all(Array.from({ length: count }, one))).filter(Boolean).length;
    },
  },
  {
    name: 'sixteen workers, each minding Retry-After',
    async run(time, ask, count) {
      let left = count;
      let done = 0;
      const worker = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          for (let retryAfterMs = await ask(); retryAfterMs !== undefined; retryAfterMs = await ask()) {
            await time.sleep(retryAfterMs);
          }
          done += 1;
        }
      };
      await Promise.all(Array.from({ length: 16 }, worker));
      return done;
    },
  },
];

/** A rival has no storage to count. */
export async function runRival(
  rival: Rival,
  { count, limitPerMinute }: { count: number; limitPerMinute: number },
): Promise<Omit<Reconciled, 'transactions'>> {
  const start = new Date('2026-03-03T00:00:00.000Z');
  const time = createVirtualTime(start);
  const service = createLimitedService(() => limitPerMinute, time.now);
  const ask = async () => {
    const retryAfterMs = service.call();
    await time.sleep(latencyMs);
    return retryAfterMs;
  };
  const done = await time.run(rival.run(time, ask, count));
  const minutes = (time.now().getTime() - start.getTime()) / 60_000;
  return { ...service.seen, minutes, lost: count - done };
}
