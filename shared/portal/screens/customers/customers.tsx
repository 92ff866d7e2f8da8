import type { Customer, Operations } from '../../../client/operations.ts';
import { useEffect, useState } from 'preact/hooks';
import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { setQuery, useAddress } from '../../router.tsx';
import { AsOf, Button, Empty, Skeleton } from '../../ui/basics.tsx';
import { number } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { statuses, statusWord, type Status } from '../../ui/status.tsx';
import { t } from '../../words.ts';
import { BulkBar } from './bulkBar.tsx';
import { CustomerTable } from './customerTable.tsx';
import { usePages } from './usePages.ts';

type Query = Operations['listCustomers']['query'];

const searchAfterMs = 250;

/** All customers, by status and by what one types; the filter is in the address. */
export function Customers() {
  const { query } = useAddress();
  const filter = readFilter(query);
  const pages = usePages(filter);
  const [selected, setSelected] = useState<ReadonlyMap<string, Customer>>(new Map());
  const filterKey = JSON.stringify(filter);
  // What was selected under another filter is out of sight, and must not be acted on.
  useEffect(() => setSelected(new Map()), [filterKey]);
  useEffect(() => {
    const clear = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) setSelected(new Map());
    };
    addEventListener('keydown', clear);
    return () => removeEventListener('keydown', clear);
  }, []);
  return (
    <Page title={t('customers.title')} lead={<AsOf at={pages.at} />}>
      <Pills filter={filter} />
      <div class="toolbar">
        <Search value={filter.q ?? ''} />
        {(filter.q ?? filter.status) && (
          <Button look="subtle" icon="close" onClick={() => setQuery({ q: undefined, status: undefined })}>
            {t('customers.clear')}
          </Button>
        )}
      </div>
      <BulkBar selected={[...selected.values()]} onClear={() => setSelected(new Map())} />
      {pages.problem && <ProblemNotice problem={pages.problem} again={pages.again} />}
      {!pages.items && !pages.problem && <Skeleton lines={10} />}
      {pages.items?.length === 0 && <NoneFound filter={filter} />}
      {pages.items && pages.items.length > 0 && (
        <>
          <CustomerTable customers={pages.items} selected={selected} onSelect={setSelected} />
          <p class="after-table">
            <span class="quiet" role="status">
              {t('customers.shown', { count: pages.items.length })}
            </span>
            {pages.hasMore && (
              <Button isBusy={pages.isReading} onClick={pages.more}>
                {t('common.loadMore')}
              </Button>
            )}
          </p>
        </>
      )}
    </Page>
  );
}

function readFilter(query: URLSearchParams): Query {
  const status = statuses.find((one) => one === query.get('status'));
  const q = query.get('q')?.trim();
  return { ...(status ? { status: [status] } : {}), ...(q ? { q } : {}) };
}

/** The statuses with their exact counts. */
function Pills({ filter }: { filter: Query }) {
  const { data } = useRead('getSummary', {}, { every: 30_000, isOn: may('getSummary') });
  const pill = (status: Status | undefined, label: string, count: number | undefined) => (
    <button
      key={label}
      type="button"
      class="pill"
      aria-pressed={filter.status?.[0] === status ? 'true' : 'false'}
      onClick={() => setQuery({ status })}
    >
      {label} {count !== undefined && <span class="count">{number(count)}</span>}
    </button>
  );
  return (
    <div class="pills" role="group" aria-label={t('customers.byStatus')}>
      {pill(undefined, t('common.all'), data?.total)}
      {statuses
        .filter((status) => filter.status?.[0] === status || data === undefined || data.byStatus[status] > 0)
        .map((status) => pill(status, statusWord(status), data?.byStatus[status]))}
    </div>
  );
}

/** Searches as one types; each letter replaces the address, so that Back leads out of the search at once. */
function Search({ value }: { value: string }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(
      () => setQuery({ q: typed.trim() || undefined }, { replace: true }),
      searchAfterMs,
    );
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <div class="search">
      <Icon name="search" size={18} />
      <input
        type="search"
        value={typed}
        maxLength={100}
        dir="auto"
        aria-label={t('customers.search')}
        placeholder={t('customers.search')}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </div>
  );
}

function NoneFound({ filter }: { filter: Query }) {
  return (
    <Empty
      icon="search"
      title={t('customers.none')}
      text={t(filter.q ? 'customers.noneText' : 'customers.noneYet')}
    >
      {(filter.q ?? filter.status) && (
        <Button onClick={() => setQuery({ q: undefined, status: undefined })}>{t('customers.clear')}</Button>
      )}
    </Empty>
  );
}
