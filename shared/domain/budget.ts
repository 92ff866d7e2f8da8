/** Who waits for a call to Partner Center: somebody at the screen, or nobody. */
export type Urgency = 'person' | 'background';

/**
 * What all instances together know of Partner Center's limit, and how far its calls are given away. Calls
 * stand in one line: `freeAt` is where it ends.
 */
export type Budget = {
  /** What learning began with; another setting begins anew. */
  readonly startPerMinute: number;
  /** What is believed to be allowed: learned from refusals, tried upward again. */
  readonly limitPerMinute: number;
  readonly freeAt: Date;
  /** Until here calls belong to whoever works in the background. */
  readonly leaseEndsAt: Date;
  /** Who took the last lease. */
  readonly holder: string;
  readonly pauseEndsAt: Date;
  /** The last call for a person. */
  readonly personAt: Date;
  /** When the limit was last lowered, and when last touched at all. */
  readonly cutAt: Date;
  readonly probedAt: Date;
};

/** A run of calls for one taker: the first at `startsAt`, each `spacingMs` behind the one before. */
export type Lease = { readonly startsAt: Date; readonly spacingMs: number; readonly calls: number };

/** Clocks and networks are not exact, so a little of the limit is never used. */
const usedShare = 0.97;
/** Of the limit, kept for people while there are any: a fifth. */
const backgroundShare = 0.8;
const peopleStayMs = 10 * 60_000;
/** How far people may run ahead of the line: no more than the little that is never used. */
const burstMs = (1 - usedShare) * 60_000;
/** Alone, long leases save requests; beside others, short ones bring news of a pause soon. */
const leaseMs = { alone: 20_000, shared: 1_000 } as const;
const cleanMs = 60 * 60_000;
const raise = 1.01;
const lowestPerMinute = 5;
const longestPauseMs = 60 * 60_000;
/** More instances than would ever stand in line together. */
const longestLineMs = 5 * 60_000;
const longAgo = new Date(0);

export function freshBudget(startPerMinute: number, now: Date): Budget {
  return {
    startPerMinute,
    limitPerMinute: startPerMinute,
    freeAt: now,
    leaseEndsAt: longAgo,
    holder: '',
    pauseEndsAt: longAgo,
    personAt: longAgo,
    cutAt: longAgo,
    probedAt: now,
  };
}

/** Gives the next calls away: one for a person, who may go before leases, or a lease for the background. */
export function lease(
  known: Budget,
  { now, urgency, holder }: { readonly now: Date; readonly urgency: Urgency; readonly holder: string },
): { readonly budget: Budget; readonly lease: Lease } {
  const budget = probe(sane(known, now), now);
  const paceMs = 60_000 / (budget.limitPerMinute * usedShare);
  const from = Math.max(budget.freeAt.getTime(), now.getTime());
  const resumeMs = Math.max(now.getTime(), budget.pauseEndsAt.getTime());
  if (urgency === 'person') {
    const aheadMs = Math.max(0, budget.leaseEndsAt.getTime() - now.getTime()) + burstMs;
    return {
      budget: { ...budget, personAt: now, freeAt: new Date(Math.max(from, resumeMs) + paceMs) },
      lease: { startsAt: new Date(Math.max(resumeMs, from - aheadMs)), spacingMs: paceMs, calls: 1 },
    };
  }
  const peopleAreThere = now.getTime() - budget.personAt.getTime() < peopleStayMs;
  const spacingMs = peopleAreThere ? paceMs / backgroundShare : paceMs;
  const lengthMs = budget.holder === holder ? leaseMs.alone : leaseMs.shared;
  const calls = Math.max(1, Math.floor(lengthMs / spacingMs));
  const startMs = Math.max(from, resumeMs);
  const end = new Date(startMs + calls * spacingMs);
  return {
    budget: { ...budget, holder, freeAt: end, leaseEndsAt: end },
    lease: { startsAt: new Date(startMs), spacingMs, calls },
  };
}

/**
 * What a refusal teaches: everybody pauses, and the limit is what went through in the last minute, though
 * one refusal at most halves it. Calls that were under way at the last cut teach nothing new.
 */
export function throttle(
  known: Budget,
  refusal: {
    readonly now: Date;
    readonly askedAt: Date;
    readonly retryAfterMs: number;
    readonly madeInLastMinute: number;
  },
): Budget {
  const { now, askedAt, retryAfterMs, madeInLastMinute } = refusal;
  const budget = sane(known, now);
  const until = now.getTime() + Math.min(retryAfterMs, longestPauseMs);
  const pauseEndsAt = new Date(Math.max(until, budget.pauseEndsAt.getTime()));
  if (askedAt <= budget.cutAt) return { ...budget, pauseEndsAt };
  const { limitPerMinute: limit } = budget;
  const learned = Math.max(limit / 2, Math.min(limit * usedShare, madeInLastMinute - 1), lowestPerMinute);
  return { ...budget, pauseEndsAt, limitPerMinute: Math.min(learned, limit), cutAt: now, probedAt: now };
}

/** After an hour without a refusal, and only where more is wanted than is given, a little more is tried. */
function probe(budget: Budget, now: Date): Budget {
  const isBusy = budget.freeAt.getTime() >= now.getTime() - 1_000;
  if (!isBusy || now.getTime() - budget.probedAt.getTime() < cleanMs) return budget;
  return { ...budget, limitPerMinute: budget.limitPerMinute * raise, probedAt: now };
}

/** A clock that was wrong, or jumped back, must not stop everybody: what lies too far ahead is forgotten. */
function sane(budget: Budget, now: Date): Budget {
  const atMost = (instant: Date, aheadMs: number): Date =>
    instant.getTime() > now.getTime() + aheadMs ? now : instant;
  const pauseEndsAt = atMost(budget.pauseEndsAt, longestPauseMs);
  const lineMs = Math.max(0, pauseEndsAt.getTime() - now.getTime()) + longestLineMs;
  return {
    ...budget,
    pauseEndsAt,
    freeAt: atMost(budget.freeAt, lineMs),
    leaseEndsAt: atMost(budget.leaseEndsAt, lineMs),
    personAt: atMost(budget.personAt, 0),
    cutAt: atMost(budget.cutAt, 0),
    probedAt: atMost(budget.probedAt, 0),
  };
}
