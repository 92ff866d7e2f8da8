import type { CustomerOrder } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { Button, Name, Notice } from '../../ui/basics.tsx';
import { relative } from '../../ui/format.ts';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';

/** Customers that are still being made because Microsoft did not answer; each may be given up. */
export function Orders() {
  const { data } = useRead('listCustomerOrders', {}, { every: 10_000, isOn: may('listCustomerOrders') });
  if (!data || data.items.length === 0) return null;
  return (
    <Notice tone="busy" title={t('newCustomer.orders')}>
      <p>{t('newCustomer.ordersText')}</p>
      <ul class="rows">
        {data.items.map((order) => (
          <Order key={order.id} order={order} />
        ))}
      </ul>
    </Notice>
  );
}

function Order({ order }: { order: CustomerOrder }) {
  const cancel = useCommand('cancelCustomerOrder');
  return (
    <li>
      <span class="grow">
        <Name>{order.companyName}</Name>{' '}
        <span class="quiet">
          <Name>{order.domain}</Name> · {t('newCustomer.orderEnds', { when: relative(order.endsAt) })}
        </span>
      </span>
      {may('cancelCustomerOrder') && (
        <Button
          isBusy={cancel.isRunning}
          onClick={() =>
            void cancel
              .run({ params: { orderId: order.id }, body: {} })
              .then((done) => done && toast(t('newCustomer.orderGivenUp', { name: order.companyName })))
          }
        >
          {t('newCustomer.giveUp')}
          <span class="hidden"> {order.companyName}</span>
        </Button>
      )}
      {cancel.problem && <ProblemNotice problem={cancel.problem} />}
    </li>
  );
}
