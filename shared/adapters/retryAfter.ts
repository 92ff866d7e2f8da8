/** Nobody sensible asks for more; a wrong date must not stop the work for a year. */
const longestMs = 60 * 60_000;

/**
 * How long a `Retry-After` header, in seconds or as an HTTP date, asks to wait; undefined when it says nothing. A date
 * is by the clock of whoever answered, where `now` tells it.
 */
export function parseRetryAfter(header: string | null | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  // Dates begin with the day of the week; of a lone number a date would be made, too, of some year.
  const isDate = /^[a-z]{3}/i.test(text);
  const ms = isDate
    ? Date.parse(text) - now.getTime()
    : /^\d+(\.\d+)?$/.test(text)
      ? Number(text) * 1000
      : NaN;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestMs);
}

/** Now by the clock of whoever answered, else by ours. */
export function answeredAt(date: string | null, now: Date): Date {
  const at = new Date(date ?? NaN);
  return Number.isNaN(at.getTime()) ? now : at;
}
