import { fromJson } from '../../shared/adapters/storage/kit/json.ts';
import type { Sent } from './faultWorld.ts';
import type { Verdict } from './proxies/httpProxy.ts';

/** From `at` on the shared row said until when nobody may call, by the true clock. */
export type KnownPause = { readonly at: Date; readonly endsAt: Date };
export type Watched = { readonly calls: Date[]; readonly pauses: KnownPause[] };

/** Two seconds are promised (decision 0011); a busy machine takes its time between a decision and a request. */
const boundMs = 3_000;
/** How well two clocks that differ are known to each other. */
const toleranceMs = 1_500;

/** Notes when Partner Center is called, and what the workers tell each other of pauses. */
export function watchPauses(): {
  readonly watched: Watched;
  watch(sent: Sent, shiftMs: number, verdict: Verdict): Verdict;
} {
  const watched: Watched = { calls: [], pauses: [] };
  return {
    watched,
    watch(sent, shiftMs, verdict) {
      if (sent.service === 'partnerCenter') watched.calls.push(new Date());
      const told = pauseIn(sent);
      if (!told || (verdict !== 'pass' && verdict !== 'loseReply')) return verdict;
      return {
        afterEffect(answer) {
          // What was not stored is answered with a reason.
          if (!answer.includes('odata.error'))
            watched.pauses.push({ at: new Date(), endsAt: new Date(told.getTime() - shiftMs) });
          return verdict;
        },
      };
    },
  };
}

function pauseIn({ service, method, url, body }: Sent): Date | undefined {
  const isRow = service === 'table' && method !== 'GET' && /budget/.test(url + body);
  if (!isRow || !body.includes('pauseEndsAt')) return undefined;
  const { json } = JSON.parse(body) as { json: string };
  return (fromJson(json) as { pauseEndsAt: Date }).pauseEndsAt;
}

/** I9: nobody calls while everybody could know that there is a pause. */
export function findCallsInPauses({ calls, pauses }: Watched): string[] {
  return calls.flatMap((call) => {
    const known = pauses.findLast(({ at }) => at.getTime() <= call.getTime() - boundMs);
    const earlyMs = known ? known.endsAt.getTime() - call.getTime() : 0;
    return earlyMs > toleranceMs ? [`I9 a call ${String(earlyMs)} ms before the end of a pause`] : [];
  });
}
