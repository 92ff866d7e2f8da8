import { useEffect, useState } from 'preact/hooks';
import type { ImportPage } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';
import { Problem } from '../../api/problem.ts';
import { useRead } from '../../api/reads.ts';
import { setQuery, useAddress } from '../../router.tsx';
import { Button, Empty, Skeleton } from '../../ui/basics.tsx';
import { number } from '../../ui/format.ts';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';
import { fileOf } from './draft.ts';
import { isOver } from './importState.ts';
import { ResultsTable } from './resultsTable.tsx';
import type { ResultRow } from './rowProblem.ts';

const pageSize = 100;
const everyMs = 5000;
const filters = ['all', 'done', 'refused', 'waiting', 'cancelled'] as const;

/** The rows by their outcome; the filter is in the address. */
export function JobRows({ importId, page }: { importId: string; page: ImportPage }) {
  const { query } = useAddress();
  const filter = filters.find((one) => one === query.get('result')) ?? 'all';
  const numberOf = { ...page.counts, all: page.counts.rows };
  return (
    <section class="stack" aria-label={t('imports.rows')}>
      <div class="pills" role="group" aria-label={t('imports.result')}>
        {filters
          .filter((one) => one === filter || one === 'all' || numberOf[one] > 0)
          .map((one) => (
            <button
              key={one}
              type="button"
              class="pill"
              aria-pressed={filter === one ? 'true' : 'false'}
              onClick={() => setQuery({ result: one === 'all' ? undefined : one })}
            >
              {one === 'all' ? t('common.all') : t(`imports.result.${one}`)}{' '}
              <span class="count">{number(numberOf[one])}</span>
            </button>
          ))}
      </div>
      <Shown key={filter} importId={importId} page={page} filter={filter} />
    </section>
  );
}

function Shown(props: { importId: string; page: ImportPage; filter: (typeof filters)[number] }) {
  const { importId, filter } = props;
  const asked = { pageSize, ...(filter === 'all' ? {} : { result: filter }) };
  const first = useRead(
    'getImport',
    { params: { importId }, query: asked },
    { every: isOver(props.page) ? false : everyMs },
  );
  const [more, setMore] = useState<{ items: readonly ResultRow[]; token: string | null } | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const kept = fileOf(importId);
  // The last look of a running import comes before its end: one more shows how it ended.
  useEffect(() => void (isOver(props.page) && first.again()), [props.page.state]);
  const token = more ? more.token : (first.data?.continuationToken ?? null);
  const load = async (): Promise<void> => {
    if (!token) return;
    try {
      const next = await call('getImport', {
        params: { importId },
        query: { ...asked, continuationToken: token },
      });
      setProblem(undefined);
      setMore({ items: [...(more?.items ?? []), ...next.items], token: next.continuationToken });
    } catch (failure) {
      setProblem(failure instanceof Problem ? failure : new Problem(0, {}, null));
    }
  };
  const items = [...(first.data?.items ?? []), ...(more?.items ?? [])];
  return (
    <>
      {first.problem && <ProblemNotice problem={first.problem} again={first.again} />}
      {!first.data && !first.problem && <Skeleton lines={6} />}
      {first.data && items.length === 0 && <Empty icon="search" title={t('imports.noneOfThese')} />}
      {items.length > 0 && (
        <ResultsTable
          caption={t('imports.rows')}
          items={items}
          file={
            kept && {
              rows: new Map(kept.table.rows.map((row) => [row.number, row] as const)),
              mapping: kept.mapping,
            }
          }
        />
      )}
      {problem && <ProblemNotice problem={problem} />}
      {token && (
        <p class="after-table">
          <span class="quiet">{t('imports.shownCount', { shown: items.length })}</span>
          <Button onClick={() => void load()}>{t('common.loadMore')}</Button>
        </p>
      )}
    </>
  );
}
