/** Nobody sensible asks for more; a wrong date must not stop the work for a year. */
const longestMs = 60 * 60_000;

/** How long a `Retry-After` header, in seconds or as an HTTP date, asks to wait; undefined when it says nothing. */
export function parseRetryAfter(header: string | null | undefined, now: Date): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestMs);
}
