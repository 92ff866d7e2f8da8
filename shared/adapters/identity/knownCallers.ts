import { createHash } from 'node:crypto';
import type { Caller } from '../../domain/caller.ts';
import type { Clock } from '../../workflows/ports/ports.ts';

/** A caller, and until when its token may be taken without a look at its signature. */
export type Verified = { readonly caller: Caller; readonly until: Date };

type Known = Verified & { readonly since: Date };

/** A key that Entra withdraws is trusted this much longer than the keys are kept. */
const maxMs = 5 * 60_000;
const most = 1_000;

/**
 * Callers whose token was verified a moment ago: a signature costs more than the rest of a token, and a caller
 * sends the same token for an hour. A refused token is verified each time.
 */
export function createKnownCallers(verify: (token: string) => Promise<Verified>, clock: Clock) {
  // By hash, so that no usable token stays in memory.
  const known = new Map<string, Known>();

  return async (token: string): Promise<Caller> => {
    const id = createHash('sha256').update(token).digest('base64');
    const now = clock.now();
    const found = known.get(id);
    if (found && found.since <= now && now < found.until) return found.caller;
    known.delete(id);
    const { caller, until } = await verify(token);
    const [oldest] = known.keys();
    if (known.size >= most && oldest !== undefined) known.delete(oldest);
    known.set(id, { caller, since: now, until: earlier(until, new Date(now.getTime() + maxMs)) });
    return caller;
  };
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
