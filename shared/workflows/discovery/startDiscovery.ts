import type { DiscoveryProgress } from '../ports/discoveryPorts.ts';
import type { Needs } from '../ports/ports.ts';

/** What a message in the queue of runs names in place of a reconciliation. */
export const discoveryWakeUp = 'discovery';
/** One begun so shortly before is the same wish. */
const sameWishMs = 60_000;

/**
 * Asks for a discovery now; while one that has just begun is under way, that one is meant. Should the message get
 * lost, the timer's next run finds the same.
 */
export async function startDiscovery({
  discoveries,
  runWakeUps,
  clock,
}: Pick<Needs, 'discoveries' | 'runWakeUps' | 'clock'>): Promise<DiscoveryProgress | undefined> {
  const progress = await discoveries.progress();
  const isFresh = progress && clock.now().getTime() - progress.startedAt.getTime() < sameWishMs;
  if (!isFresh || progress.finishedAt) await runWakeUps.send(discoveryWakeUp);
  return progress;
}
