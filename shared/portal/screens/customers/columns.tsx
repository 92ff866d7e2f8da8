import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';
import { setQuery, useAddress } from '../../router.tsx';
import { Name, Time } from '../../ui/basics.tsx';
import { countryName } from '../../ui/format.ts';
import { MayOrder } from '../../ui/mayOrder.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import { t } from '../../words.ts';
import type { WordKey } from '../../wordKeys.ts';
import { recipientOf } from './recipientOf.ts';

export type Column = {
  readonly id: string;
  readonly label: WordKey;
  /** Whether a card on a narrow screen shows it. */
  readonly isInCard?: boolean;
  readonly cell: (customer: Customer) => ComponentChildren;
};

export const columns: readonly Column[] = [
  {
    id: 'status',
    label: 'customers.status',
    isInCard: true,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    id: 'mayOrder',
    label: 'customers.mayOrder',
    isInCard: true,
    cell: ({ readiness }) => <MayOrder canOrder={readiness.canOrder} />,
  },
  {
    id: 'recipient',
    label: 'customers.recipient',
    cell: (one) => <Name>{recipientOf(one).email || '–'}</Name>,
  },
  { id: 'country', label: 'common.country', cell: ({ country }) => countryName(country) },
  {
    id: 'waiting',
    label: 'customers.waiting',
    cell: ({ waitingSince }) => <Time at={waitingSince} isRelative />,
  },
  { id: 'updated', label: 'customers.updated', cell: ({ updatedAt }) => <Time at={updatedAt} isRelative /> },
  {
    id: 'checked',
    label: 'customers.checked',
    cell: ({ check }) => <Time at={check.lastCheckedAt} isRelative />,
  },
  {
    id: 'tenantId',
    label: 'customers.tenantId',
    cell: ({ customerTenantId }) => <code>{customerTenantId}</code>,
  },
];

const kept = 'columns';
const usual = ['status', 'mayOrder', 'country', 'checked'];

/** The columns that the reader chose: those of a saved view in the address, else those kept in this browser. */
export function useColumns(): readonly [readonly Column[], (ids: readonly string[]) => void] {
  const { query } = useAddress();
  const [own, setOwn] = useState(() => localStorage.getItem(kept)?.split(',') ?? usual);
  const ids = query.get('columns')?.split(',') ?? own;
  const choose = (chosen: readonly string[]): void => {
    localStorage.setItem(kept, chosen.join(','));
    setOwn([...chosen]);
    setQuery({ columns: undefined }, { replace: true });
  };
  return [columns.filter(({ id }) => ids.includes(id)), choose];
}

/** Which columns are shown: a list of ticks that opens below its button. */
export function ColumnTicks(props: { shown: readonly Column[]; onChoose: (ids: readonly string[]) => void }) {
  const isShown = (id: string): boolean => props.shown.some((one) => one.id === id);
  return (
    <fieldset class="ticks">
      <legend class="hidden">{t('customers.columns')}</legend>
      {columns.map(({ id, label }) => (
        <label key={id} class="check-line">
          <input
            type="checkbox"
            checked={isShown(id)}
            onChange={() =>
              props.onChoose(
                columns.map((one) => one.id).filter((one) => (one === id ? !isShown(id) : isShown(one))),
              )
            }
          />
          <span>{t(label)}</span>
        </label>
      ))}
    </fieldset>
  );
}
