/** No sensible service asks for more; a wrong date must not stop the work for a year. */
const defaultMostMs = 60 * 60_000;
/** All forms that HTTP knows begin with the day of the week (RFC 9110); other texts would be read as anything. */
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

/**
 * How long a `Retry-After` header, in seconds or as an HTTP date, asks to wait, up to `mostMs`; undefined when
 * it says nothing. A date is by the responding server's clock, where `now` tells it.
 */
export function parseRetryAfter(
  header: string | null | undefined,
  now: Date,
  maxMs = defaultMostMs,
): number | undefined {
  const text = header?.trim() ?? '';
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : instantOf(text) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxMs);
}

/** In UTC, also where the oldest form does not say so. */
function instantOf(text: string): number {
  if (!httpDate.test(text)) return Number.NaN;
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}

/** Now by the responding server's clock, else by ours. */
export function answeredAt(date: string | null, now: Date): Date {
  const at = new Date(date ?? NaN);
  return Number.isNaN(at.getTime()) ? now : at;
}
