import type { Ageing, Trends, WeekTrend } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { Card, Skeleton } from '../../ui/basics.tsx';
import { date, number } from '../../ui/format.ts';
import { ProblemNotice } from '../../ui/problem.tsx';
import { statusWord } from '../../ui/status.tsx';
import { t } from '../../words.ts';

const weeks = 26;
const weekMs = 7 * 24 * 60 * 60_000;

/** How invitations get on: from sent to accepted, how long customers have been asked, and acceptances per week. */
export function Progress() {
  const from = new Date(Date.now() - (weeks - 1) * weekMs).toISOString().slice(0, 10);
  const trends = useRead('getTrends', { query: { from } }, { every: 60_000, isOn: may('getTrends') });
  const ageing = useRead('getAgeing', {}, { every: 60_000, isOn: may('getAgeing') });
  return (
    <>
      {trends.problem && <ProblemNotice problem={trends.problem} again={trends.again} />}
      {!trends.data && !trends.problem && may('getTrends') && <Skeleton lines={5} />}
      <div class="columns lead-columns">
        {trends.data && <Funnel trends={trends.data} />}
        {ageing.data && <Ages ageing={ageing.data} />}
      </div>
      {trends.data && <Weeks trends={trends.data} />}
    </>
  );
}

const accepted = ({ accepted: { direct, attested } }: WeekTrend): number => direct + attested;
const share = (part: number, whole: number): string =>
  `${String(whole === 0 ? 0 : Math.round((part / whole) * 100))}%`;

function Funnel({ trends: { items } }: { trends: Trends }) {
  const sum = (of: (week: WeekTrend) => number): number => items.reduce((all, week) => all + of(week), 0);
  const steps = [
    ['overview.funnel.invited', sum((week) => week.invited)],
    ['overview.funnel.delivered', sum((week) => week.delivered)],
    ['overview.funnel.opened', sum((week) => week.opened)],
    ['overview.funnel.accepted', sum(accepted)],
  ] as const;
  const most = Math.max(1, ...steps.map(([, count]) => count));
  return (
    <Card>
      <table class="bars">
        <caption>
          <h2>{t('overview.funnel')}</h2>
          <p class="quiet">{t('overview.lastWeeks', { weeks })}</p>
        </caption>
        <tbody>
          {steps.map(([label, count]) => (
            <tr key={label}>
              <th scope="row">{t(label)}</th>
              <td class="bar-cell">
                <span class="bar-fill" style={{ inlineSize: share(count, most) }} />
              </td>
              <td class="number">{number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** The customers that are waited for, by how many days they have been asked. */
function Ages({ ageing: { items } }: { ageing: Ageing }) {
  const shown = items.filter(({ buckets }) => buckets.some(({ count }) => count > 0));
  const heads = items[0]?.buckets ?? [];
  const most = Math.max(1, ...shown.flatMap(({ buckets }) => buckets.map(({ count }) => count)));
  return (
    <Card>
      <table class="ages">
        <caption>
          <h2>{t('overview.ageing')}</h2>
          <p class="quiet">{t(shown.length > 0 ? 'overview.ageingText' : 'overview.nobodyWaits')}</p>
        </caption>
        {shown.length > 0 && (
          <thead>
            <tr>
              <th scope="col">{t('overview.status')}</th>
              {heads.map(({ fromDays, toDays }) => (
                <th key={fromDays} scope="col" class="number">
                  {toDays === null
                    ? t('overview.moreDays', { from: fromDays - 1 })
                    : t('overview.days', { from: fromDays, to: toDays })}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {shown.map(({ status, buckets }) => (
            <tr key={status}>
              <th scope="row">{statusWord(status)}</th>
              {buckets.map(({ fromDays, count }) => (
                <td key={fromDays} class="number">
                  {number(count)}
                  <span class="bar-fill small" style={{ inlineSize: share(count, most) }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** Acceptances per week as columns; each row of the table is one week, read out with its numbers. */
function Weeks({ trends: { items } }: { trends: Trends }) {
  const most = Math.max(1, ...items.map(accepted));
  return (
    <Card>
      <table class="weeks">
        <caption>
          <h2>{t('overview.weeks')}</h2>
          <p class="legend">
            <span>
              <span class="key direct" /> {t('overview.direct')}
            </span>
            <span>
              <span class="key attested" /> {t('overview.attested')}
            </span>
          </p>
        </caption>
        <thead class="hidden">
          <tr>
            <th scope="col">{t('overview.week')}</th>
            <th scope="col">{t('overview.direct')}</th>
            <th scope="col">{t('overview.attested')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((week) => (
            <tr key={week.start} title={`${date(week.start)}: ${number(accepted(week))}`}>
              <th scope="row">
                <span class="hidden">{date(week.start)}</span>
              </th>
              {(['direct', 'attested'] as const).map((way) => (
                <td key={way} class={way} style={{ blockSize: share(week.accepted[way], most) }}>
                  <span class="hidden">{number(week.accepted[way])}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="week-ends quiet">
        <span>{date(items[0]?.start ?? null)}</span>
        <span>{date(items.at(-1)?.start ?? null)}</span>
      </p>
    </Card>
  );
}
