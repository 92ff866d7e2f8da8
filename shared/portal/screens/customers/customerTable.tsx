import { useRef } from 'preact/hooks';
import type { Customer } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { Link } from '../../router.tsx';
import { Badge, Name, Time } from '../../ui/basics.tsx';
import { countryName } from '../../ui/format.ts';
import { Menu } from '../../ui/menu.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import { t } from '../../words.ts';
import { useActions } from '../customer/actions.ts';

type Selected = ReadonlyMap<string, Customer>;

/** One row for each customer; on a narrow screen, one card. */
export function CustomerTable(props: {
  customers: readonly Customer[];
  selected: Selected;
  onSelect: (selected: Selected) => void;
}) {
  const { customers, selected, onSelect } = props;
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
    onSelect(next);
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
                  onClick={() =>
                    onSelect(new Map(areAll ? [] : customers.map((one) => [one.customerTenantId, one])))
                  }
                />
              </th>
            )}
            <th scope="col">{t('customers.name')}</th>
            <th scope="col">{t('customers.status')}</th>
            <th scope="col">{t('customers.mayOrder')}</th>
            <th scope="col">{t('common.country')}</th>
            <th scope="col">{t('customers.checked')}</th>
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
  canSelect: boolean;
  isSelected: boolean;
  onToggle: (isRange: boolean) => void;
}) {
  const { customer, isSelected } = props;
  const { customerTenantId: id, domain, readiness } = customer;
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
      <td class="in-card">
        <StatusBadge status={customer.status} />
      </td>
      <td class="in-card">
        <MayOrder canOrder={readiness.canOrder} />
      </td>
      <td class="spare">{countryName(customer.country)}</td>
      <td class="spare nowrap">
        <Time at={customer.check.lastCheckedAt} isRelative />
      </td>
      <td class="row-menu">
        {actions.length > 0 && <Menu label={t('common.actionsFor', { name })} items={actions} />}
      </td>
    </tr>
  );
}

/** Yes, no, or that nobody knows; never by colour alone. */
export function MayOrder({ canOrder }: { canOrder: boolean | null }) {
  if (canOrder === null)
    return (
      <Badge tone="warn" icon="question">
        {t('common.unknown')}
      </Badge>
    );
  return canOrder ? (
    <Badge tone="good" icon="check">
      {t('customers.mayOrderYes')}
    </Badge>
  ) : (
    <Badge tone="quiet" icon="close">
      {t('customers.mayOrderNo')}
    </Badge>
  );
}
