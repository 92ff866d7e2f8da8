import { createTokenBuckets } from '../../concurrency/tokenBuckets.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';
import type { Needs } from '../ports/ports.ts';

type LookSharesNeeds = Pick<Needs, 'agreements' | 'clock'>;

/** Of the calls to Partner Center, so that no caller holds up what agents and customers wait for. */
const lookShare = { capacity: 10, refillMs: 1_000 };

/** Per process: the share of each caller, whichever way it asks for looks at Microsoft. */
const shares = new WeakMap<Needs['agreements'], ReturnType<typeof createTokenBuckets>>();

/** Takes one look from a caller's share; says whether there was one left. */
export function takeLook({ agreements, clock }: LookSharesNeeds, callerKey: string): boolean {
  const buckets = shares.get(agreements) ?? createTokenBuckets(lookShare);
  shares.set(agreements, buckets);
  return buckets.take(callerKey, clock.now().getTime());
}

/**
 * Takes a look from the caller's share when a decision leads to one, once however often the decision is made anew.
 * The app itself has no share to keep to. The result throws `RATE_LIMITED`.
 */
export function withinShare(needs: LookSharesNeeds, callerKey: string | undefined) {
  let isTaken = callerKey === undefined;
  return (events: EventData[]): EventData[] => {
    if (events.length > 0 && !isTaken && !takeLook(needs, callerKey ?? '')) {
      throw new AgreementError('RATE_LIMITED', 'Too many checks were asked for. Try again in a moment.', {
        retryAfterMs: lookShare.refillMs,
      });
    }
    isTaken ||= events.length > 0;
    return events;
  };
}
