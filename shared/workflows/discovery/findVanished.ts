import type { Discoveries } from '../ports/discoveryPorts.ts';
import { followVanished, type FollowDiscoveredNeeds } from './followDiscovered.ts';
import type { Needs } from '../ports/ports.ts';

export type FindVanishedNeeds = FollowDiscoveredNeeds & Pick<Needs, 'discoveries'>;

/** A customer missed on one page is looked for on all others; no more at a time than memory easily holds. */
const maxMissed = 20_000;
/** Checks requested in one go, a minute's worth: a wrong list does not check all customers at once. */
const maxChecks = 500;

/**
 * At the end of the list: requests checks of the customers that have disappeared from it, and says how many.
 * Customers over the limits stay missed until the next run. Harmless to repeat.
 */
export async function findVanished(
  needs: FindVanishedNeeds,
  { lastPage, hasMissed }: { readonly lastPage: number; readonly hasMissed: boolean },
): Promise<number> {
  const { discoveries } = needs;
  const end = await emptyPagesBehind(discoveries, lastPage);
  if (!hasMissed && end === lastPage) return 0;
  const missed = new Map<string, number>();
  for (let number = 1; number <= end && missed.size < maxMissed; number += 1) {
    for (const id of (await discoveries.page(number)).missed) missed.set(id, number);
  }
  if (missed.size === 0) return 0;
  const vanished = new Set(missed.keys());
  for (let number = 1; number <= end && vanished.size > 0; number += 1) {
    for (const id of (await discoveries.page(number)).seen.keys()) vanished.delete(id);
  }
  const checked = [...vanished].slice(0, maxChecks);
  const lost = await followVanished(needs, checked);
  const left = new Set([...vanished].slice(maxChecks));
  for (const number of new Set(missed.values())) {
    const page = await discoveries.page(number);
    const stillMissed = [...page.missed].filter((id) => left.has(id) || !missed.has(id));
    await discoveries.savePage(number, { ...page, missed: new Set(stillMissed) });
  }
  return lost;
}

/** A list that became shorter leaves pages behind; returns the last one on which customers were missed. */
async function emptyPagesBehind(discoveries: Discoveries, lastPage: number): Promise<number> {
  for (let number = lastPage + 1; ; number += 1) {
    const { seen, missed } = await discoveries.page(number);
    if (seen.size === 0 && missed.size === 0) return number - 1;
    if (seen.size > 0)
      await discoveries.savePage(number, { seen: new Map(), missed: new Set([...missed, ...seen.keys()]) });
  }
}
