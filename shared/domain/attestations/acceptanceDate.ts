import { AgreementError } from '../errors.ts';

/** Clocks of callers differ from ours. */
const clockSkewMs = 5 * 60_000;
/** The agreement was introduced in 2019 (documented). */
const firstDay = new Date('2019-01-01T00:00:00Z');
/** The first place on earth where a day begins: for countries whose zones are not known. */
const earliestZone = 'Pacific/Kiritimati';

/** As a partner gives it: an instant, or with `isDay` a day of the customer's calendar, as midnight UTC of it. */
export type GivenDate = { readonly acceptedAt: Date | null; readonly isDay?: boolean };

/**
 * The instant to put on record: never in the future, so that it is the date of the agreement, too. A day counts as
 * long as it has begun in some zone of the country; an instant has to be over.
 * @throws {AgreementError} `INVALID_INPUT`
 */
export function decideAcceptanceDate(
  { acceptedAt, isDay }: GivenDate,
  country: string,
  now: Date,
): Date | null {
  if (!acceptedAt) return null;
  if (acceptedAt < firstDay) throw refused('is before 2019, when the agreement did not exist yet');
  const latest = new Date(now.getTime() + clockSkewMs);
  const isOver = isDay ? dayOf(acceptedAt) <= latestDayIn(country, latest) : acceptedAt <= latest;
  if (!isOver) throw refused('is in the future');
  return acceptedAt < now ? acceptedAt : now;
}

/** The furthest day of the calendar that has begun in a country, like 2026-03-02. */
function latestDayIn(country: string, instant: Date): string {
  const days = zonesOf(country).map((timeZone) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instant),
  );
  return days.sort().at(-1) ?? dayOf(instant);
}

/** IANA's zones of a country, from the engine's own data: a method in newer ones, a property before. */
function zonesOf(country: string): readonly string[] {
  const locale: Intl.Locale & { getTimeZones?: () => string[]; timeZones?: string[] } = new Intl.Locale(
    `und-${country}`,
  );
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  return zones.length > 0 ? zones : [earliestZone];
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

function refused(message: string): AgreementError {
  return new AgreementError('INVALID_INPUT', 'The customer cannot have accepted on this date.', {
    fields: [{ pointer: '/acceptedAt', message }],
  });
}
