import type { Break, Chained } from '../../domain/chain.ts';
import type { ChainView, EventView } from './history.ts';

type AnyEvent = Chained<{ readonly type: string }>;

const algorithm =
  'SHA-256 in hex over the canonical JSON (keys sorted, no white space) of each event without its hash; previousHash is the hash of the event before, 64 zeros for the first. An event with withheld was stored before that secret was kept out of histories: its hash covers the member of that name, of which data has the SHA-256 digest instead, so this service and whoever knows the secret can verify it';

/** One line of a history as clients see it; its hash can be verified from what is shown. */
export function presentEvent(event: AnyEvent): EventView {
  const { version, at, by, microsoft, what, previousHash, hash, withheld } = event;
  const { type, ...data } = what;
  const shown = { version, type, at: at.toISOString(), by, microsoft, data, previousHash, hash };
  return withheld === undefined ? shown : { ...shown, withheld };
}

/** What was found of a whole history; `headHash` as the record knows it. */
export function presentChain(
  events: readonly AnyEvent[],
  headHash: string,
  tampering: Break | null,
): ChainView {
  return {
    isWhole: tampering === null,
    brokenAt: tampering && { version: tampering.version, reason: tampering.why },
    events: events.length,
    headHash,
    algorithm,
  };
}
