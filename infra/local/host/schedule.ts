import { Cron } from 'croner';

/** When a timer runs. */
export type Schedule = {
  /** The first occurrence after an instant, or undefined when there is none left. */
  next(after: Date): Date | undefined;
};

/**
 * Reads a schedule in NCRONTAB (documented: six fields from seconds to day of week; five without seconds), in UTC.
 * Day of month and day of week must both match, unlike in crontab. Throws on what Azure would refuse.
 */
export function parseSchedule(expression: string): Schedule {
  const fields = expression.trim().split(/\s+/);
  // Croner knows more (L, W, #, ?) than NCRONTAB; that would only fail after the deployment.
  const isNcrontab = fields.every((field) => /^([\d*,/-]|\b[a-z]{3}\b)+$/i.test(field));
  if (!isNcrontab || fields.length < 5 || fields.length > 6) {
    throw new Error(`"${expression}" is not an NCRONTAB schedule (second minute hour day month weekday)`);
  }
  const cron = new Cron(fields.join(' '), { timezone: 'UTC', domAndDow: true, paused: true });
  return { next: (after) => cron.nextRun(after) ?? undefined };
}
