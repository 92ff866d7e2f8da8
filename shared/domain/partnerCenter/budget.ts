/** What waits for a call to Partner Center: a person at the screen, or background work. */
export type Priority = 'person' | 'background';

/**
 * What all instances together know of Partner Center's limit, and how far its calls are given away. Calls
 * stand in one line: `freeAt` is where it ends.
 */
export type Budget = {
  /** The limit that learning began with; another setting restarts it. */
  readonly startPerMinute: number;
  /** What is believed to be allowed: learned from refusals, tried upward again. */
  readonly limitPerMinute: number;
  /** What it was before refusals that taught nothing: so far it may soon be tried again. */
  readonly ceilingPerMinute: number;
  readonly freeAt: Date;
  /** Until here calls are leased to background work. */
  readonly leaseEndsAt: Date;
  /** The instance that took the last lease. */
  readonly holder: string;
  readonly pauseEndsAt: Date;
  /** The last call for a person. */
  readonly personAt: Date;
  /** When another instance last asked for calls during a lease. */
  readonly companyAt: Date;
  /** When the limit was last lowered, and when last touched at all. */
  readonly cutAt: Date;
  readonly probedAt: Date;
  /** Now by the writer's clock, which all instants follow. */
  readonly writtenAt: Date;
};

/** A run of calls for one taker: the first at `startsAt`, each `spacingMs` behind the one before. */
export type Lease = {
  readonly startsAt: Date;
  readonly spacingMs: number;
  readonly calls: number;
  /** For so long the taker does not look whether others were told to pause. */
  readonly freshMs: number;
};

/** Clocks and networks are not exact, so a little of the limit is never used. */
const usedShare = 0.97;
/** Of the limit, kept for people while there are any: a fifth. */
const backgroundShare = 0.8;
/** How far people may run ahead of the line: no more than the little that is never used. */
const burstMs = (1 - usedShare) * 60_000;
/** Others are supposed to call again for as long. */
const stayMs = 10 * 60_000;
/** Alone, long leases save requests; beside others, short ones bring news of a pause soon. */
const leaseMs = { alone: 15_000, shared: 1_000 } as const;
/** A lease is used a little after it was taken. */
const slackMs = 1_000;
const cleanMinuteMs = 60_000;
const cleanHourMs = 60 * 60_000;
/** Below what learning began with, which is documented, the limit is tried in larger steps. */
const raise = { below: 1.25, above: 1.01 } as const;
const lowestPerMinute = 5;
const maxPauseMs = 60 * 60_000;
/** More instances than would ever stand in line together. */
const maxLineMs = 5 * 60_000;
const longAgo = new Date(0);

export function freshBudget(startPerMinute: number, now: Date): Budget {
  return {
    startPerMinute,
    limitPerMinute: startPerMinute,
    ceilingPerMinute: startPerMinute,
    freeAt: now,
    leaseEndsAt: longAgo,
    holder: '',
    pauseEndsAt: longAgo,
    personAt: longAgo,
    companyAt: longAgo,
    cutAt: longAgo,
    probedAt: now,
    writtenAt: now,
  };
}

/** Gives the next calls away: one for a person, who may go before leases, or a lease for the background. */
export function lease(
  known: Budget,
  { now, priority, holder }: { readonly now: Date; readonly priority: Priority; readonly holder: string },
): { readonly budget: Budget; readonly lease: Lease } {
  const budget = probe(sane(known, now), now);
  const paceMs = 60_000 / (budget.limitPerMinute * usedShare);
  const from = Math.max(budget.freeAt.getTime(), now.getTime());
  const resumeMs = Math.max(now.getTime(), budget.pauseEndsAt.getTime());
  if (priority === 'person') {
    const aheadMs = Math.max(0, budget.leaseEndsAt.getTime() - now.getTime()) + burstMs;
    const startsAt = new Date(Math.max(resumeMs, from - aheadMs));
    return {
      budget: { ...budget, personAt: now, freeAt: new Date(Math.max(from, resumeMs) + paceMs) },
      lease: { startsAt, spacingMs: paceMs, calls: 1, freshMs: leaseMs.shared + slackMs },
    };
  }
  const companyAt = budget.holder !== holder && budget.leaseEndsAt > now ? now : budget.companyAt;
  const peopleAreThere = isRecent(budget.personAt, now);
  const spacingMs = peopleAreThere ? paceMs / backgroundShare : paceMs;
  const goesOn = budget.holder === holder && isBusy(budget, now);
  const isAlone = goesOn && !peopleAreThere && !isRecent(companyAt, now);
  const lengthMs = isAlone ? leaseMs.alone : leaseMs.shared;
  const calls = Math.max(1, Math.floor(lengthMs / spacingMs));
  const startMs = Math.max(from, resumeMs);
  const end = new Date(startMs + calls * spacingMs);
  return {
    budget: { ...budget, holder, companyAt, freeAt: end, leaseEndsAt: end },
    lease: { startsAt: new Date(startMs), spacingMs, calls, freshMs: lengthMs + slackMs },
  };
}

function isRecent(instant: Date, now: Date): boolean {
  return now.getTime() - instant.getTime() < stayMs;
}

/** More is wanted than is given. */
function isBusy({ freeAt }: Budget, now: Date): boolean {
  return freeAt.getTime() >= now.getTime() - 1_000;
}

/**
 * What a refusal teaches: everybody pauses, and the limit is what went through in the last minute, though
 * one refusal at most halves it. One that came after less than half as many calls says little of a pace:
 * Partner Center may refuse whatever it is asked for a while. Calls that were under way at the last cut
 * teach nothing new.
 */
export function throttle(
  known: Budget,
  refusal: {
    readonly now: Date;
    readonly askedAt: Date;
    readonly retryAfterMs: number;
    readonly passedInLastMinute: number;
  },
): Budget {
  const { now, askedAt, retryAfterMs, passedInLastMinute } = refusal;
  const budget = sane(known, now);
  const until = now.getTime() + Math.min(retryAfterMs, maxPauseMs);
  const pauseEndsAt = new Date(Math.max(until, budget.pauseEndsAt.getTime()));
  if (askedAt <= budget.cutAt) return { ...budget, pauseEndsAt };
  const { limitPerMinute: limit } = budget;
  const shown = Math.min(limit * usedShare, passedInLastMinute);
  const limitPerMinute = Math.min(limit, Math.max(limit / 2, shown, lowestPerMinute));
  const ceilingPerMinute = shown >= limit / 2 ? limitPerMinute : budget.ceilingPerMinute;
  return { ...budget, pauseEndsAt, limitPerMinute, ceilingPerMinute, cutAt: now, probedAt: now };
}

/** Clocks that differ by less count as one: ages are not known to the millisecond. */
const agreeMs = 2_000;

/**
 * The same by the reader's clock, whatever the writer's said. `ageMs` is how long ago it was written;
 * without it, the time of writing is taken as not later than now.
 */
export function inTimeOf(budget: Budget, now: Date, ageMs?: number): Budget {
  const aheadMs = budget.writtenAt.getTime() - now.getTime();
  const byMs = ageMs === undefined ? Math.max(0, aheadMs) : aheadMs + ageMs;
  if (Math.abs(byMs) <= agreeMs) return budget;
  const moved = (instant: Date): Date => new Date(instant.getTime() - byMs);
  return {
    ...budget,
    freeAt: moved(budget.freeAt),
    leaseEndsAt: moved(budget.leaseEndsAt),
    pauseEndsAt: moved(budget.pauseEndsAt),
    personAt: moved(budget.personAt),
    companyAt: moved(budget.companyAt),
    cutAt: moved(budget.cutAt),
    probedAt: moved(budget.probedAt),
    writtenAt: moved(budget.writtenAt),
  };
}

/**
 * Only where more is wanted than is given: after a minute of calls without a refusal twice the limit is tried, up to
 * what it was before refusals that taught nothing; after an hour a little more than ever.
 */
function probe(budget: Budget, now: Date): Budget {
  if (!isBusy(budget, now)) return budget;
  const { limitPerMinute: limit, ceilingPerMinute: ceiling, startPerMinute: start } = budget;
  const cleanMs = now.getTime() - Math.max(budget.probedAt.getTime(), budget.pauseEndsAt.getTime());
  if (limit < ceiling && cleanMs >= cleanMinuteMs) {
    return { ...budget, limitPerMinute: Math.min(2 * limit, ceiling), probedAt: now };
  }
  if (cleanMs < cleanHourMs) return budget;
  const raised = limit < start ? Math.min(limit * raise.below, start) : limit * raise.above;
  return { ...budget, limitPerMinute: raised, ceilingPerMinute: raised, probedAt: now };
}

/** What lies too far ahead for any clock is forgotten, so that nothing stops everybody. */
function sane(known: Budget, now: Date): Budget {
  const budget = inTimeOf(known, now);
  const atMost = (instant: Date, aheadMs: number): Date =>
    instant.getTime() > now.getTime() + aheadMs ? now : instant;
  const pauseEndsAt = atMost(budget.pauseEndsAt, maxPauseMs);
  const lineMs = Math.max(0, pauseEndsAt.getTime() - now.getTime()) + maxLineMs;
  return {
    ...budget,
    pauseEndsAt,
    freeAt: atMost(budget.freeAt, lineMs),
    leaseEndsAt: atMost(budget.leaseEndsAt, lineMs),
    personAt: atMost(budget.personAt, 0),
    companyAt: atMost(budget.companyAt, 0),
    cutAt: atMost(budget.cutAt, 0),
    probedAt: atMost(budget.probedAt, 0),
    writtenAt: now,
  };
}
