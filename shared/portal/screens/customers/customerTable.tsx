import { useRef } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { Link } from '../../router.tsx';
import { Name } from '../../ui/basics.tsx';
import { Menu } from '../../ui/menu.tsx';
import { t } from '../../words.ts';
import { useActions } from '../customer/actions.ts';
import type { Column } from './columns.tsx';
import type { Selected } from './useSelection.ts';

/** One row for each customer; on a narrow screen, one card. */
export function CustomerTable(props: {
  customers: readonly Customer[];
  columns: readonly Column[];
  selected: Selected;
  onSelect: (selected: Iterable<Customer>) => void;
}) {
  const { customers, columns, selected, onSelect } = props;
  const last = useRef<number | undefined>(undefined);
  const canSelect = may('inviteCustomer');
  const areAll = customers.every(({ customerTenantId }) => selected.has(customerTenantId));
  const toggle = (at: number, isRange: boolean): void => {
    const from = isRange && last.current !== undefined ? last.current : at;
    const next = new Map(selected);
    const isOn = !selected.has(customers[at]?.customerTenantId ?? '');
    for (const one of customers.slice(Math.min(from, at), Math.max(from, at) + 1)) {
      if (isOn) next.set(one.customerTenantId, one);
      else next.delete(one.customerTenantId);
    }
    last.current = at;
    onSelect(next.values());
  };
  return (
    <div class="table-frame">
      <table class="cards">
        <caption class="hidden">{t('customers.title')}</caption>
        <thead>
          <tr>
            {canSelect && (
              <th scope="col" class="tick">
                <input
                  type="checkbox"
                  checked={areAll}
                  aria-label={t('customers.selectShown')}
                  onClick={() => onSelect(areAll ? [] : customers)}
                />
              </th>
            )}
            <th scope="col">{t('customers.name')}</th>
            {columns.map(({ id, label }) => (
              <th key={id} scope="col">
                {t(label)}
              </th>
            ))}
            <th scope="col">
              <span class="hidden">{t('common.more')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer, at) => (
            <Row
              key={customer.customerTenantId}
              customer={customer}
              columns={columns}
              canSelect={canSelect}
              isSelected={selected.has(customer.customerTenantId)}
              onToggle={(isRange) => toggle(at, isRange)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: {
  customer: Customer;
  columns: readonly Column[];
  canSelect: boolean;
  isSelected: boolean;
  onToggle: (isRange: boolean) => void;
}) {
  const { customer, columns, isSelected } = props;
  const { customerTenantId: id, domain } = customer;
  const name = customer.companyName || domain;
  const actions = useActions(customer);
  return (
    <tr aria-selected={isSelected ? 'true' : undefined} class={isSelected ? 'selected' : undefined}>
      {props.canSelect && (
        <td class="tick">
          <input
            type="checkbox"
            checked={isSelected}
            aria-label={t('customers.select', { name })}
            onClick={(event: MouseEvent) => props.onToggle(event.shiftKey)}
          />
        </td>
      )}
      <th scope="row">
        <Link to={`/customers/${id}`}>
          <Name>{name}</Name>
        </Link>
        <span class="under">
          <Name>{domain}</Name>
        </span>
      </th>
      {columns.map((column) => (
        <td key={column.id} class={column.isInCard ? 'in-card' : 'spare'}>
          {column.cell(customer)}
        </td>
      ))}
      <td class="row-menu">
        {actions.length > 0 && <Menu label={t('common.actionsFor', { name })} items={actions} />}
      </td>
    </tr>
  );
}
