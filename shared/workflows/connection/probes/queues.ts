import type { Probe } from '../../ports/connectionPorts.ts';

const lagsMs = 15 * 60_000;

/** Whether messages are taken, queue by queue. */
export const queueFlow: Probe = {
  name: 'queues',
  async look({ queueProbe }) {
    const levels = await queueProbe.measure();
    const oldestMs = Math.max(0, ...levels.map(({ oldestAgeMs }) => oldestAgeMs));
    const depths = levels.map(({ queue, depth }) => [queue, depth] as const);
    const facts = { ...Object.fromEntries(depths), oldestAgeSeconds: Math.round(oldestMs / 1000) };
    return { condition: oldestMs > lagsMs ? 'queuesLag' : 'queuesFlow', facts };
  },
};

/** Whether messages have failed for good. */
export const poison: Probe = {
  name: 'poison',
  async look({ queueProbe }) {
    const levels = await queueProbe.measure();
    const facts = Object.fromEntries(levels.map(({ queue, poisonDepth }) => [queue, poisonDepth]));
    return {
      condition: levels.some(({ poisonDepth }) => poisonDepth > 0) ? 'poisonWaits' : 'noPoison',
      facts,
    };
  },
};
