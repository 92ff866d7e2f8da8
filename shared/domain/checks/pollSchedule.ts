import { latestOpening } from './openings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A little after its end, so that Microsoft's clock has come to it as well. */
const afterEndMs = minuteMs;
const restMs = 8 * hourMs;

type Page = {
  readonly linkAt: Date | null;
  readonly openedAt: Date | null;
  readonly lastOpenedAt?: Date;
  readonly linkExpiresAt: Date | null;
};

/** When to ask after the link was given, and after a person opened it; in milliseconds. */
export type PollRhythm = {
  readonly afterAttestationMs: readonly number[];
  readonly afterOpeningMs: readonly number[];
};

/**
 * When to ask Microsoft next whether the signatory has accepted: soon after the link was given or opened, then
 * ever more rarely, and at its end. Microsoft sends no word of it (documented), so it has to be asked.
 */
export function nextPollAt(page: Page, now: Date, { afterAttestationMs, afterOpeningMs }: PollRhythm): Date {
  const { linkAt, linkExpiresAt } = page;
  const begun = linkAt ?? now;
  const opened = latestOpening(page);
  const rungs = [
    ...afterAttestationMs.map((ms) => begun.getTime() + ms),
    ...(opened ? afterOpeningMs.map((ms) => opened.getTime() + ms) : []),
    ...(linkExpiresAt ? [linkExpiresAt.getTime() + afterEndMs] : []),
    // For ever, since only Microsoft's answer ends it: every rest after the first day's rungs.
    begun.getTime() + restMs * (Math.floor((now.getTime() - begun.getTime()) / restMs) + 1),
  ];
  return new Date(Math.min(...rungs.filter((at) => at > now.getTime())));
}
