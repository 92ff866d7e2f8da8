import type { CheckRules } from '../../shared/domain/customers/schedule.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The schedule as it is without settings. */
export const checkRules: CheckRules = {
  rhythm: {
    afterInvitationMs: [1, 6, 24, 48, 72, 120, 192, 312, 504, 720].map((hours) => hours * hourMs),
    afterOpeningMs: [2, 3, 4, 5, 7, 9, 12, 16, 20, 25, 30, 40, 55, 70, 180, 360, 1440].map(
      (minutes) => minutes * minuteMs,
    ),
    afterAttestationMs: [2, 5, 10, 20, 40, 60, 120, 240, 480].map((minutes) => minutes * minuteMs),
    acceptedMs: 365 * 24 * hourMs,
  },
  reacceptanceCutoff: new Date('2023-04-01T00:00:00Z'),
  cutoffCoversDirect: false,
  wakeUpGraceMs: 30_000,
};
