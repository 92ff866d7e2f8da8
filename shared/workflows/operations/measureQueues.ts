import type { Needs } from '../ports/ports.ts';

/** Measures every queue: how much waits, since when, and what failed for good. */
export async function measureQueues({
  queueProbe,
  telemetry,
}: Pick<Needs, 'queueProbe' | 'telemetry'>): Promise<{ queues: number; poison: number }> {
  const levels = await queueProbe.measure();
  for (const { queue, depth, poisonDepth, oldestAgeMs } of levels) {
    telemetry.gauge('queue.depth', depth, { queue });
    telemetry.gauge('queue.poison.depth', poisonDepth, { queue });
    telemetry.gauge('queue.oldest.age.seconds', Math.round(oldestAgeMs / 1000), { queue });
  }
  const poison = levels.reduce((sum, { poisonDepth }) => sum + poisonDepth, 0);
  return { queues: levels.length, poison };
}
