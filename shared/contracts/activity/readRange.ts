import { dayOf, startOfDay, type Range } from '../../domain/activity/weeks.ts';
import { AgreementError } from '../../domain/errors.ts';

const dayMs = 24 * 60 * 60_000;
const usualDays = 25 * 7;
/** Two years. */
const maxDays = 104 * 7;

/** The days that are asked for. @throws {AgreementError} `INVALID_INPUT` for none or for more than two years */
export function readRange(
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: Date,
): Range {
  const to = query.to ?? dayOf(now);
  const from = query.from ?? dayOf(new Date(startOfDay(to).getTime() - usualDays * dayMs));
  const days = (startOfDay(to).getTime() - startOfDay(from).getTime()) / dayMs;
  if (days >= 0 && days <= maxDays) return { from, to };
  const message = days < 0 ? 'is behind `to`' : 'is more than 104 weeks before `to`';
  throw new AgreementError('INVALID_INPUT', 'The range of days is none that can be answered.', {
    fields: [{ pointer: '/from', message }],
  });
}
