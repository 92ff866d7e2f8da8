import type { Customer as Record_ } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { setQuery, useAddress } from '../../router.tsx';
import type { ScreenProps } from '../../screenProps.ts';
import { Button, Card, Facts, IconButton, LinkButton, Name, Skeleton, Time } from '../../ui/basics.tsx';
import { countryName } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { StatusBadge } from '../../ui/status.tsx';
import { copy, toast } from '../../ui/toasts.tsx';
import { maybe, t } from '../../words.ts';
import { download } from '../customers/csv.ts';
import { request } from '../../api/call.ts';
import { nextStep, openWay, useActions } from './actions.ts';
import { CancelDialog } from './cancelDialog.tsx';
import { LinksDialog } from './linksDialog.tsx';
import { Timeline } from './timeline.tsx';
import { Way } from './way.tsx';

const everyMs = 10_000;

/** One customer: may it order, what is under way, what happened, and the proof. */
export function Customer({ params }: ScreenProps) {
  const id = params['id'] ?? '';
  const read = useRead('getCustomer', { params: { customerTenantId: id } }, { every: everyMs });
  const { query } = useAddress();
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
          {query.get('show') === 'links' && (
            <LinksDialog
              customer={customer}
              onClose={() => setQuery({ show: undefined }, { replace: true })}
            />
          )}
          {query.get('show') === 'cancel' && (
            <CancelDialog
              customer={customer}
              onClose={() => setQuery({ show: undefined }, { replace: true })}
            />
          )}
        </div>
      )}
    </Page>
  );
}

function Actions({ customer }: { customer: Record_ }) {
  const [first, ...rest] = useActions(customer);
  const way = openWay(customer);
  const more: MenuItem[] = [...rest];
  if (way) more.push({ label: t('links.title'), icon: 'link', act: () => setQuery({ show: 'links' }) });
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
  const { readiness, check, statusReason } = customer;
  const { canOrder } = readiness;
  const look = canOrder === null ? 'warn' : canOrder ? 'good' : 'not-yet';
  return (
    <section class={`card readiness ${look}`}>
      <span class="readiness-icon">
        <Icon name={canOrder === null ? 'question' : canOrder ? 'check' : 'close'} size={28} />
      </span>
      <div>
        <h2>
          {t(
            canOrder === null
              ? 'customer.orderUnknown'
              : canOrder
                ? 'customer.mayOrder'
                : 'customer.mayNotOrder',
          )}
        </h2>
        <p>{nextStep(customer) ?? readiness.detail}</p>
        {statusReason && (
          <p class="quiet">
            <span dir="auto">{statusReason.detail}</span> <code>{statusReason.code}</code>
          </p>
        )}
        <p class="as-of">
          {t('customer.asOf')} <Time at={check.lastCheckedAt} isRelative />
          {check.source && <> · {maybe(`source.${check.source}`) ?? check.source}</>}
        </p>
      </div>
    </section>
  );
}

function Record({ customer }: { customer: Record_ }) {
  const { customerTenantId, acceptance } = customer;
  const signatory = acceptance?.signatory;
  const refusal = useCommand('noteDirectRefusal');
  const save = async (format: 'json' | 'html'): Promise<void> => {
    const answer = await request(
      'getEvidence',
      { params: { customerTenantId }, query: { format } },
      { accept: format === 'html' ? 'text/html' : 'application/json' },
    ).catch(() => undefined);
    if (answer) download(`evidence-${customerTenantId}.${format}`, await answer.text());
    else toast(t('customer.notDone'));
  };
  return (
    <Card title={t('customer.record')}>
      <Facts
        items={[
          [t('common.country'), countryName(customer.country)],
          [
            t('customer.tenantId'),
            <span key="id" class="copyable">
              <code>{customerTenantId}</code>
              <IconButton
                icon="copy"
                label={t('common.copy')}
                onClick={() => void copy(customerTenantId, t('customer.tenantId'))}
              />
            </span>,
          ],
          [
            t('customer.acceptance'),
            acceptance ? (
              <span key="acceptance">
                {maybe(`acceptance.${acceptance.path}`)}{' '}
                {acceptance.acceptedAt && <Time at={acceptance.acceptedAt} />}
              </span>
            ) : (
              t('common.none')
            ),
          ],
          [
            t('customer.signatory'),
            signatory ? (
              <Name key="who">{`${signatory.firstName ?? ''} ${signatory.lastName ?? ''} · ${signatory.email}`}</Name>
            ) : (
              '–'
            ),
          ],
          [t('customer.nextCheck'), <Time key="next" at={customer.check.nextCheckAt} isRelative />],
        ]}
      />
      <div class="actions card-foot">
        <Button icon="download" onClick={() => void save('html')}>
          {t('customer.evidencePage')}
        </Button>
        <Button icon="download" onClick={() => void save('json')}>
          {t('customer.evidenceJson')}
        </Button>
        {may('noteDirectRefusal') && ['required', 'invited', 'expired'].includes(customer.status) && (
          <Button
            look="subtle"
            isBusy={refusal.isRunning}
            onClick={() =>
              void refusal
                .run({ params: { customerTenantId }, body: {} })
                .then((done) => done && toast(t('customer.refusalNoted')))
            }
          >
            {t('customer.noteRefusal')}
          </Button>
        )}
      </div>
      {refusal.problem && <ProblemNotice problem={refusal.problem} />}
    </Card>
  );
}
