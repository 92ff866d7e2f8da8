import type { Customer as Record_ } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { setQuery, useAddress } from '../../router.tsx';
import type { ScreenProps } from '../../screenProps.ts';
import { Button, LinkButton, Name, Skeleton, Time } from '../../ui/basics.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { ReadinessCard } from '../../ui/readinessCard.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import { maybe, t } from '../../words.ts';
import { AgreementDialog } from './agreementDialog.tsx';
import { nextStep, openWay, useActions } from './actions.ts';
import { CancelDialog } from './cancelDialog.tsx';
import { LinksDialog } from './linksDialog.tsx';
import { Record } from './record.tsx';
import { Timeline } from './timeline.tsx';
import { Way } from './way.tsx';

const everyMs = 10_000;

/** One customer: may it order, what is under way, what happened, and the proof. */
export function Customer({ params }: ScreenProps) {
  const id = params['id'] ?? '';
  const read = useRead('getCustomer', { params: { customerTenantId: id } }, { every: everyMs });
  const shown = useAddress().query.get('show');
  const close = (): void => setQuery({ show: undefined }, { replace: true });
  const customer = read.data;
  const name = customer ? customer.companyName || customer.domain : t('customers.title');
  return (
    <Page
      title={name}
      back={{ to: '/customers', label: t('nav.customers') }}
      heading={<Name>{name}</Name>}
      lead={
        customer && (
          <span class="lead-line">
            <StatusBadge status={customer.status} />
            <Name>{customer.domain}</Name>
          </span>
        )
      }
      actions={customer && <Actions customer={customer} />}
    >
      {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
      {!customer && !read.problem && <Skeleton lines={10} />}
      {customer && (
        <div class="stack">
          <Readiness customer={customer} />
          <div class="columns">
            <Way customer={customer} />
            <Record customer={customer} />
          </div>
          <Timeline customerTenantId={id} version={customer.version} />
          {shown === 'links' && <LinksDialog customer={customer} onClose={close} />}
          {shown === 'cancel' && <CancelDialog customer={customer} onClose={close} />}
          {shown === 'agreement' && <AgreementDialog customer={customer} onClose={close} />}
        </div>
      )}
    </Page>
  );
}

function Actions({ customer }: { customer: Record_ }) {
  const [first, ...rest] = useActions(customer);
  const way = openWay(customer);
  const more: MenuItem[] = [...rest];
  if (way && may('getInvitationContent'))
    more.push({ label: t('links.title'), icon: 'link', act: () => setQuery({ show: 'links' }) });
  if (way?.isOpen && may('cancelInvitation')) {
    more.push({
      label: t('customer.cancel'),
      icon: 'close',
      isDangerous: true,
      act: () => setQuery({ show: 'cancel' }),
    });
  }
  const isStart = first?.label === t('customer.start');
  return (
    <>
      {first &&
        (isStart ? (
          <LinkButton to={`/customers/${customer.customerTenantId}/start`} look="primary" icon="invite">
            {first.label}
          </LinkButton>
        ) : (
          <Button look="primary" {...(first.icon ? { icon: first.icon } : {})} onClick={first.act}>
            {first.label}
          </Button>
        ))}
      {more.length > 0 && (
        <Menu label={t('common.actionsFor', { name: customer.companyName })} items={more} />
      )}
    </>
  );
}

function Readiness({ customer }: { customer: Record_ }) {
  const { readiness, check } = customer;
  return (
    <ReadinessCard
      canOrder={readiness.canOrder}
      text={nextStep(customer) ?? readiness.detail}
      reason={customer.statusReason}
      asOf={
        <>
          <Time at={check.lastCheckedAt} isRelative />
          {check.source && <> · {maybe(`source.${check.source}`) ?? check.source}</>}
        </>
      }
    />
  );
}
