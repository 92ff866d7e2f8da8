/** ISO 8601, with any precision and with or without a zone; .NET also writes a space and a zone without colon. */
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;
/** `6/1/2017 12:00:00 AM`, as .NET writes dates for American readers (documented sample of audit records). */
const american = /^(\d\d?)\/(\d\d?)\/(\d{4})(?: (\d\d?):(\d\d)(?::(\d\d))?(?: ([AP]M))?)?$/i;

/**
 * A date as Microsoft's services write it. Without a zone it means UTC (documented by sample only). Null is no date:
 * absent, empty, or one of .NET's bounds `0001-01-01` and `9999-12-31`. Undefined is a date that cannot be read.
 */
export function readMicrosoftDate(value: unknown): Date | null | undefined {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string') return undefined;
  const parts = isoParts(value.trim()) ?? americanParts(value.trim());
  if (!parts) return undefined;
  if (parts.year <= 1 || parts.year === 9999) return null;
  const date = new Date(`${parts.day}T${parts.time}${parts.zone}`);
  // The engine takes the 30th of February for the 2nd of March.
  const isInCalendar = new Date(`${parts.day}T00:00:00Z`).toISOString().startsWith(parts.day);
  return isInCalendar && !Number.isNaN(date.getTime()) ? date : undefined;
}

type Parts = { readonly year: number; readonly day: string; readonly time: string; readonly zone: string };

function isoParts(text: string): Parts | undefined {
  const [match, year = '', month = '', day = '', ...clock] = iso.exec(text) ?? [];
  if (match === undefined) return undefined;
  const [hours = '00', minutes = '00', seconds = '00', fraction = '', zone = 'Z'] = clock;
  const offset = zone.toUpperCase().replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  return checked([year, month, day], { time: `${hours}:${minutes}:${seconds}${fraction}`, zone: offset });
}

function americanParts(text: string): Parts | undefined {
  const [match, month = '', day = '', year = '', hour = '0', minutes = '00', seconds = '00', half] =
    american.exec(text) ?? [];
  if (match === undefined) return undefined;
  const isLate = half?.toUpperCase() === 'PM';
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isLate ? 12 : 0);
  const time = `${padded(String(hours))}:${minutes}:${seconds}`;
  return checked([year, padded(month), padded(day)], { time, zone: 'Z' });
}

function checked(
  day: readonly [string, string, string],
  rest: Pick<Parts, 'time' | 'zone'>,
): Parts | undefined {
  const [year, month, date] = day.map(Number);
  const isPossible = [month, date].every((part) => part !== undefined && part >= 1 && part <= 31);
  return isPossible && month !== undefined && month <= 12
    ? { year: year ?? 0, day: day.join('-'), ...rest }
    : undefined;
}

function padded(text: string): string {
  return text.padStart(2, '0');
}
