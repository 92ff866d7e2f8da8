import { useEffect, useState } from 'preact/hooks';
import type { Summary } from '../../../client/operations.ts';
import { setQuery } from '../../router.tsx';
import { Button } from '../../ui/basics.tsx';
import { number } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { statuses, statusWord, type Status } from '../../ui/status.tsx';
import { t } from '../../words.ts';
import { isFiltered, noFilter, orders, type Filter } from './filter.ts';

const searchAfterMs = 250;

function Pill(props: { isOn: boolean; label: string; count?: number | undefined; onClick: () => void }) {
  return (
    <button type="button" class="pill" aria-pressed={props.isOn ? 'true' : 'false'} onClick={props.onClick}>
      {props.label} {props.count !== undefined && <span class="count">{number(props.count)}</span>}
    </button>
  );
}

/** The statuses with their exact counts; several can be chosen at once. */
export function StatusPills({ filter, summary }: { filter: Filter; summary: Summary | undefined }) {
  const { status } = filter;
  const toggle = (one: Status): void =>
    setQuery({ status: status.includes(one) ? status.filter((other) => other !== one) : [...status, one] });
  const shown = statuses.filter(
    (one) => status.includes(one) || summary === undefined || summary.byStatus[one] > 0,
  );
  return (
    <div class="pills" role="group" aria-label={t('customers.byStatus')}>
      <Pill
        isOn={status.length === 0}
        label={t('common.all')}
        count={summary?.total}
        onClick={() => setQuery({ status: undefined })}
      />
      {shown.map((one) => (
        <Pill
          key={one}
          isOn={status.includes(one)}
          label={statusWord(one)}
          count={summary?.byStatus[one]}
          onClick={() => toggle(one)}
        />
      ))}
    </div>
  );
}

/** Search, the two narrower filters, and the order. */
export function Narrower({ filter }: { filter: Filter }) {
  return (
    <>
      <Search value={filter.q} />
      <div class="pills">
        <Pill
          isOn={filter.isBlocked}
          label={t('customers.mayOrderNo')}
          onClick={() => setQuery({ canOrder: filter.isBlocked ? undefined : 'false' })}
        />
        <Pill
          isOn={filter.hidesAccepted}
          label={t('customers.hideAccepted')}
          onClick={() => setQuery({ hide: filter.hidesAccepted ? undefined : 'accepted' })}
        />
        {isFiltered(filter) && (
          <Button look="subtle" icon="close" onClick={() => setQuery(noFilter)}>
            {t('customers.clear')}
          </Button>
        )}
      </div>
      <Order filter={filter} />
    </>
  );
}

function Order({ filter }: { filter: Filter }) {
  return (
    <select
      class="order"
      aria-label={t('customers.sort')}
      value={filter.sort ?? ''}
      onChange={(event) => setQuery({ sort: event.currentTarget.value || undefined })}
    >
      <option value="">{t('customers.sort')}</option>
      {orders.map((order) => (
        <option key={order} value={order} selected={order === filter.sort}>
          {t(`customers.sort.${order}`)}
        </option>
      ))}
    </select>
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
