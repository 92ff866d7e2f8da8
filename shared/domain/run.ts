import type { ErrorCode } from './errors.ts';

/** How far a reconciliation is: asked for, under way, or done. Kept every few seconds while it runs. */
export type RunProgress = {
  readonly id: string;
  readonly state: 'requested' | 'running' | 'finished';
  /** When it began; until then, when it was asked for. */
  readonly startedAt: Date;
  readonly updatedAt: Date;
  /** Customers that were due when it began, and those it found since. */
  readonly due: number;
  readonly done: number;
  readonly lastError: { readonly code: ErrorCode; readonly at: Date } | null;
};

export type Pace = { readonly perMinute: number; readonly endsAt: Date | null };

/** Longer than a run may have to wait for one answer; one that was killed says nothing any more. */
const silenceMs = 3 * 60_000;
const minuteMs = 60_000;

export function isUnderWay({ state, updatedAt }: RunProgress, now: Date): boolean {
  return state !== 'finished' && now.getTime() - updatedAt.getTime() < silenceMs;
}

/** A run last updated longer ago says nothing about what is due now. */
const freshMs = 15 * minuteMs;

/** What a run, ended or killed, has left for the next one, as far as that is still of use. */
export function leftOver({ updatedAt, due, done }: RunProgress, now: Date): number {
  return now.getTime() - updatedAt.getTime() < freshMs ? Math.max(due - done, 0) : 0;
}

/** Its pace and its expected end; `endsAt` is null while the end cannot be estimated. */
export function paceOf({ state, startedAt, updatedAt, due, done }: RunProgress): Pace {
  const elapsedMs = updatedAt.getTime() - startedAt.getTime();
  if (state === 'requested' || elapsedMs < 1000 || done === 0) return { perMinute: 0, endsAt: null };
  const perMinute = (done * minuteMs) / elapsedMs;
  const leftMs = (Math.max(due - done, 0) / perMinute) * minuteMs;
  return { perMinute: Math.round(perMinute), endsAt: new Date(updatedAt.getTime() + leftMs) };
}
