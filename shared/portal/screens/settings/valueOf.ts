import type { Setting } from '../../../client/operations.ts';
import { date, languageName, number } from '../../ui/format.ts';
import { language, maybe, t } from '../../words.ts';

const times = { seconds: 'second', minutes: 'minute', hours: 'hour', days: 'day' } as const;

/** A setting's value in words, with its unit in the reader's language. */
export function valueOf({ name, value, unit }: Setting): string {
  if (value === null) return t('settings.none');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return withUnit(value, unit);
  if (/^\d{4}-\d\d-\d\d/.test(value)) return date(`${value.slice(0, 10)}T12:00:00Z`);
  if (name === 'DEFAULT_LANGUAGE') return languageName(value);
  if (/^\d+(,\d+)+$/.test(value)) {
    const all = value.split(',').map(Number);
    return [...all.slice(0, -1).map(number), withUnit(all.at(-1) ?? 0, unit)].join(', ');
  }
  return maybe(`settings.value.${value}`) ?? value;
}

function withUnit(value: number, unit: Setting['unit']): string {
  const time = Object.entries(times).find(([name]) => name === unit)?.[1];
  if (!time) return number(value);
  return new Intl.NumberFormat(language(), { style: 'unit', unit: time, unitDisplay: 'long' }).format(value);
}
