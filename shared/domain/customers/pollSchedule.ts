import type { Attestation } from './attestation.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A signatory who reads the page accepts within minutes, or comes back later. */
const afterOpeningMs = [1, 3, 6, 10, 15, 30, 60].map((minutes) => minutes * minuteMs);
/** A little after its end, so that Microsoft's clock has come to it as well. */
const afterEndMs = minuteMs;
const restMs = 8 * hourMs;

/**
 * When to ask Microsoft next whether the signatory has accepted: soon after the link was given or opened, then
 * ever more rarely, and at its end. Microsoft sends no word of it (documented), so it has to be asked.
 */
export function nextPollAt(
  { linkAt, openedAt, linkExpiresAt }: Pick<Attestation, 'linkAt' | 'openedAt' | 'linkExpiresAt'>,
  now: Date,
  afterLinkMs: readonly number[],
): Date {
  const begun = linkAt ?? now;
  const rungs = [
    ...afterLinkMs.map((ms) => begun.getTime() + ms),
    ...(openedAt ? afterOpeningMs.map((ms) => openedAt.getTime() + ms) : []),
    ...(linkExpiresAt ? [linkExpiresAt.getTime() + afterEndMs] : []),
    // For ever, since only Microsoft's answer ends it: every rest after the first day's rungs.
    begun.getTime() + restMs * (Math.floor((now.getTime() - begun.getTime()) / restMs) + 1),
  ];
  return new Date(Math.min(...rungs.filter((at) => at > now.getTime())));
}
