import type { WebhookEndpoint } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useRead } from '../../api/reads.ts';
import { Link } from '../../router.tsx';
import { AsOf, Badge, Empty, LinkButton, Name, Skeleton, Time, type Tone } from '../../ui/basics.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';

const tones: Readonly<Record<WebhookEndpoint['state'], Tone>> = {
  pending: 'busy',
  active: 'good',
  paused: 'quiet',
  disabled: 'bad',
};

export function EndpointState({ state }: { state: WebhookEndpoint['state'] }) {
  return <Badge tone={tones[state]}>{t(`webhook.state.${state}`)}</Badge>;
}

/** When the endpoint last took a message, as far as deliveries are kept. */
export function LastSuccess({ endpointId }: { endpointId: string }) {
  const { data } = useRead(
    'findWebhookDeliveries',
    { query: { endpointId, state: 'delivered', pageSize: 1 } },
    { every: 60_000, isOn: may('findWebhookDeliveries') },
  );
  return <Time at={data?.items[0]?.attempts.at(-1)?.at ?? null} isRelative />;
}

/** The systems that are told of changes. */
export function Endpoints() {
  const read = useRead('listWebhookEndpoints', {}, { every: 30_000 });
  const items = read.data?.items;
  const add = may('createWebhookEndpoint') && (
    <LinkButton to="/webhook-endpoints/new" look="primary" icon="plus">
      {t('webhook.add')}
    </LinkButton>
  );
  return (
    <Page
      title={t('nav.webhooks')}
      lead={<AsOf at={read.at} />}
      actions={
        <>
          {may('findWebhookDeliveries') && (
            <LinkButton to="/webhook-deliveries">{t('webhook.deliveries')}</LinkButton>
          )}
          {add}
        </>
      }
    >
      {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
      {!items && !read.problem && <Skeleton lines={5} />}
      {items?.length === 0 && (
        <Empty icon="webhooks" title={t('webhook.none')} text={t('webhook.noneText')}>
          {add}
        </Empty>
      )}
      {items && items.length > 0 && (
        <div class="table-frame">
          <table class="cards">
            <caption class="hidden">{t('nav.webhooks')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('webhook.address')}</th>
                <th scope="col">{t('customers.status')}</th>
                <th scope="col">{t('webhook.events')}</th>
                <th scope="col">{t('webhook.lastSuccess')}</th>
                <th scope="col">{t('way.created')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <Link to={`/webhook-endpoints/${one.id}`}>
                      <Name>{one.url}</Name>
                    </Link>
                    {one.description && (
                      <span class="under">
                        <Name>{one.description}</Name>
                      </span>
                    )}
                  </th>
                  <td class="in-card">
                    <EndpointState state={one.state} />
                  </td>
                  <td class="spare">{one.events?.join(', ') ?? t('common.all')}</td>
                  <td class="spare nowrap">
                    <LastSuccess endpointId={one.id} />
                  </td>
                  <td class="spare nowrap">
                    <Time at={one.createdAt} isRelative />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  );
}
