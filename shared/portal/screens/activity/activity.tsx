import { useState } from 'preact/hooks';
import type { Activity as Entry, Operations } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { getSession } from '../../api/permissions.ts';
import { Problem } from '../../api/problem.ts';
import { useRead } from '../../api/reads.ts';
import { useNames } from '../../api/useNames.ts';
import { Link, setQuery, useAddress } from '../../router.tsx';
import { AsOf, Button, Empty, Name, Skeleton, Time } from '../../ui/basics.tsx';
import { download } from '../../ui/download.ts';
import { SelectField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { maybe, t } from '../../words.ts';
import { asText, csvLine } from '../customers/csv.ts';
import { types } from './types.ts';

type Query = Operations['listActivity']['query'];

const days = ['1', '7', '30', '90'] as const;
const dayMs = 24 * 60 * 60_000;
/** An export ends here; more is a matter of the API. */
const mostExported = 5000;

/** What happened to all customers, newest first, by time, type and who did it; the filter is in the address. */
export function Activity() {
  const { query } = useAddress();
  const period = days.find((one) => one === query.get('days')) ?? '7';
  const type = types.find((one) => one === query.get('type'));
  const actor = query.get('actor') ?? '';
  // To the hour, so that the same question is asked again and not a new one each time.
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const filter: Query = {
    since: new Date(hour - Number(period) * dayMs).toISOString(),
    ...(type ? { type: [type] } : {}),
    ...(actor ? { actor } : {}),
    pageSize: 50,
  };
  const agents = useAgents(filter.since, actor);
  return (
    <Page title={t('nav.activity')} lead={t('activity.lead')}>
      <div class="form-row filters">
        <SelectField
          label={t('activity.period')}
          value={period}
          onChange={(chosen) => setQuery({ days: chosen })}
          options={days.map((one) => [one, t('activity.days', { count: Number(one) })] as const)}
        />
        <SelectField
          label={t('activity.type')}
          value={type ?? ''}
          onChange={(chosen) => setQuery({ type: chosen || undefined })}
          options={[
            ['', t('common.all')] as const,
            ...types.map((one) => [one, maybe(`event.${one}`) ?? one] as const),
          ]}
        />
        <SelectField
          label={t('activity.actor')}
          value={actor}
          onChange={(chosen) => setQuery({ actor: chosen || undefined })}
          options={[
            ['', t('common.all')],
            [getSession().person.id, t('actor.you')],
            ...agents,
            ['customer', t('actor.customer')],
            ['system', t('actor.system')],
          ]}
        />
      </div>
      <Entries key={JSON.stringify(filter)} filter={filter} />
    </Page>
  );
}

/** The other agents who did something in the period, by name; the one that is chosen is always among them. */
function useAgents(
  since: string | undefined,
  chosen: string,
): readonly (readonly [id: string, name: string])[] {
  const me = getSession().person.id;
  const { data } = useRead('listActivity', { query: { ...(since ? { since } : {}), pageSize: 200 } });
  const seen =
    data?.items.flatMap(({ event: { by } }) => (by.kind === 'agent' && by.id ? [by.id] : [])) ?? [];
  const isOther = (id: string): boolean => id !== me && /^[0-9a-f-]{36}$/i.test(id);
  const ids = [...new Set([...seen, chosen])].filter(isOther);
  const nameOf = useNames(ids);
  return ids.map((id) => [id, nameOf(id)] as const);
}

function Entries({ filter }: { filter: Query }) {
  const first = useRead('listActivity', { query: filter }, { every: 30_000 });
  const [more, setMore] = useState<{ items: readonly Entry[]; token: string | null } | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [isBusy, setBusy] = useState(false);
  const items = [...(first.data?.items ?? []), ...(more?.items ?? [])];
  const nameOf = useNames(
    items.map(({ event }) => (event.by.kind === 'agent' ? (event.by.id ?? null) : null)),
  );
  const token = more ? more.token : (first.data?.continuationToken ?? null);
  const actorOf = ({ kind, id }: Entry['event']['by']): string =>
    kind === 'agent' ? nameOf(id ?? null) : (maybe(`actor.${kind}`) ?? kind);
  const tried = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      setProblem(undefined);
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(0, {}, null));
    }
    setBusy(false);
  };
  const load = async (): Promise<void> => {
    if (!token) return;
    const next = await call('listActivity', { query: { ...filter, continuationToken: token } });
    setMore({ items: [...(more?.items ?? []), ...next.items], token: next.continuationToken });
  };
  const save = async (): Promise<void> => {
    const all = await readAll(filter);
    const lines = all.map(({ companyName, customerTenantId, event }) =>
      csvLine([event.at, companyName, customerTenantId, event.type, actorOf(event.by)].map(asText)),
    );
    const header = ['at', 'companyName', 'customerTenantId', 'type', 'by'];
    download('activity.csv', [csvLine(header), ...lines, ''].join('\r\n'));
  };
  return (
    <>
      {first.problem && <ProblemNotice problem={first.problem} again={first.again} />}
      {problem && <ProblemNotice problem={problem} />}
      {!first.data && !first.problem && <Skeleton lines={10} />}
      {first.data && items.length === 0 && !token && (
        <Empty icon="activity" title={t('activity.none')} text={t('activity.noneText')} />
      )}
      {items.length > 0 && (
        <>
          <div class="toolbar">
            <AsOf at={first.at} />
            <span class="grow" />
            <Button icon="download" isBusy={isBusy} onClick={() => void tried(save)}>
              {t('activity.export')}
            </Button>
          </div>
          <div class="table-frame">
            <table class="stacked">
              <caption class="hidden">{t('nav.activity')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('customers.name')}</th>
                  <th scope="col">{t('activity.what')}</th>
                  <th scope="col">{t('activity.actor')}</th>
                  <th scope="col">{t('activity.when')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ customerTenantId, companyName, event }) => (
                  <tr key={`${customerTenantId} ${String(event.version)}`}>
                    <th scope="row">
                      <Link to={`/customers/${customerTenantId}`}>
                        <Name>{companyName || t('activity.nameless')}</Name>
                      </Link>
                    </th>
                    <td>{maybe(`event.${event.type}`) ?? event.type}</td>
                    <td>
                      <Name>{actorOf(event.by)}</Name>
                    </td>
                    <td class="nowrap">
                      <Time at={event.at} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {token && (
        <p class="after-table">
          <Button isBusy={isBusy} onClick={() => void tried(load)}>
            {t('common.loadMore')}
          </Button>
        </p>
      )}
    </>
  );
}

async function readAll(filter: Query): Promise<Entry[]> {
  const all: Entry[] = [];
  let continuationToken: string | undefined;
  do {
    const page = await call('listActivity', {
      query: {
        ...filter,
        pageSize: getSession().limits.pageSize,
        ...(continuationToken ? { continuationToken } : {}),
      },
    });
    all.push(...page.items);
    continuationToken = page.continuationToken ?? undefined;
  } while (continuationToken && all.length < mostExported);
  return all;
}
