import { nextPollAt } from '../../../shared/domain/checks/pollSchedule.ts';
import type { Rhythm } from '../../../shared/domain/customers/schedule.ts';

/** What people do, and what Microsoft does; times in minutes. */
export type Behaviour = {
  /** From going on to Microsoft to the acceptance: a log-normal distribution. */
  readonly medianMinutes: number;
  readonly spread: number;
  /** Of all openings, those that no acceptance follows. */
  readonly idleShare: number;
  /** Of those who accept, those who come back and press "I have accepted". */
  readonly buttonShare: number;
  /** After that long on average. */
  readonly buttonMinutes: number;
  /** From the acceptance to Microsoft's own answer: exponential with this mean. */
  readonly lagMinutes: number;
};

/**
 * Assumptions, not measurements: nobody has used this with real customers. With them, the rhythm before knew half of
 * all acceptances within four minutes and 95 % within forty, which is what its own model said.
 */
export const assumed: Behaviour = {
  ...{ medianMinutes: 5.5, spread: 1, idleShare: 0.15 },
  ...{ buttonShare: 0.25, buttonMinutes: 0.3, lagMinutes: 0 },
};

/** Minutes from the acceptance until it is known, at each share; and calls to Microsoft. */
export type Detection = {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** After an opening, on average and at most, whether or not an acceptance followed. */
  readonly callsPerInvitation: number;
  readonly mostCalls: number;
};

type Kind = 'invitation' | 'attestation';

type Playing = { readonly people?: number; readonly seed?: number; readonly kind?: Kind };

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
/** What is not known after that long is left to the rare looks. */
const endMinutes = 3 * dayMinutes;

/** Plays a number of openings by a seeded chance: the same seed gives the same figures. */
export function simulateDetection(
  rhythm: Pick<Rhythm, 'afterOpeningMs' | 'afterAttestationMs'>,
  behaviour: Behaviour,
  { people = 20_000, seed = 1, kind = 'invitation' }: Playing = {},
): Detection {
  const chance = createChance(seed);
  const looks = looksAfterOpening(rhythm, kind);
  const waits: number[] = [];
  let calls = 0;
  let mostCalls = 0;
  for (let person = 0; person < people; person += 1) {
    const accepts = chance.share() >= behaviour.idleShare;
    const acceptedAt = accepts
      ? Math.exp(Math.log(behaviour.medianMinutes) + behaviour.spread * chance.normal())
      : Infinity;
    const shownAt = acceptedAt + chance.exponential(behaviour.lagMinutes);
    const presses = chance.share() < behaviour.buttonShare;
    const pressedAt = presses ? acceptedAt + chance.exponential(behaviour.buttonMinutes) : Infinity;
    const asked = [...looks, ...(accepts && presses ? [pressedAt] : [])].toSorted((a, b) => a - b);
    const knownAt = asked.find((at) => at >= shownAt);
    const made = knownAt === undefined ? asked.length : asked.indexOf(knownAt) + 1;
    calls += made;
    mostCalls = Math.max(mostCalls, made);
    if (accepts) waits.push((knownAt ?? Math.max(endMinutes, shownAt)) - acceptedAt);
  }
  waits.sort((a, b) => a - b);
  const at = (share: number): number => waits[Math.ceil(share * waits.length) - 1] ?? 0;
  const callsPerInvitation = calls / people;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), callsPerInvitation, mostCalls };
}

/** Minutes after the opening at which Microsoft is asked, until the rare looks take over. */
function looksAfterOpening(
  { afterOpeningMs, afterAttestationMs }: Pick<Rhythm, 'afterOpeningMs' | 'afterAttestationMs'>,
  kind: Kind,
): number[] {
  if (kind === 'invitation') return afterOpeningMs.map((ms) => ms / minuteMs);
  // The link was mailed an hour before, and Microsoft's page lives for a day.
  const opened = new Date(Date.UTC(2026, 0, 1, 12));
  const linkAt = new Date(opened.getTime() - 60 * minuteMs);
  const page = { linkAt, openedAt: opened, linkExpiresAt: null };
  const looks: number[] = [];
  for (let now = opened; ;) {
    now = nextPollAt(page, now, { afterOpeningMs, afterAttestationMs });
    const minutes = (now.getTime() - opened.getTime()) / minuteMs;
    if (minutes > dayMinutes) return looks;
    looks.push(minutes);
  }
}

/** A linear congruential generator: good enough for shares, and the same everywhere. */
function createChance(seed: number) {
  let state = seed >>> 0;
  const share = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return {
    share,
    normal: () => Math.sqrt(-2 * Math.log(share())) * Math.cos(2 * Math.PI * share()),
    exponential: (mean: number) => -Math.log(share()) * mean,
  };
}
