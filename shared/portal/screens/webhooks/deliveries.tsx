import type { EndpointDelivery, Operations } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { usePages } from '../../api/usePages.ts';
import { Link, setQuery, useAddress } from '../../router.tsx';
import { AsOf, Badge, Button, Empty, Name, Skeleton, Time, type Tone } from '../../ui/basics.tsx';
import { More } from '../../ui/more.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { eventTypes } from './eventPicker.tsx';

type Query = Operations['findWebhookDeliveries']['query'];

const states = ['waiting', 'delivered', 'failed'] as const;
const statusClasses = ['2xx', '3xx', '4xx', '5xx', 'none'] as const;
const types = [...eventTypes, 'endpoint.verification', 'endpoint.test'] as const;
const tones: Readonly<Record<EndpointDelivery['state'], Tone>> = {
  waiting: 'busy',
  delivered: 'good',
  failed: 'bad',
};
const listed = { every: 10_000, idOf: (one: EndpointDelivery) => `${one.endpointId} ${one.id}` };

/** What was sent to all endpoints or waits to be sent, newest first; the filters are in the address. */
export function AllDeliveries() {
  const { data } = useRead('listWebhookEndpoints', {}, { isOn: may('listWebhookEndpoints') });
  const urls = new Map(data?.items.map(({ id, url }) => [id, url]));
  return (
    <Page
      title={t('webhook.deliveries')}
      back={{ to: '/webhook-endpoints', label: t('nav.webhooks') }}
      lead={t('webhook.deliveriesText')}
    >
      <Deliveries urls={urls} />
    </Page>
  );
}

/** The deliveries that the address asks for; with `urls`, of all endpoints, each named. */
export function Deliveries({
  endpointId,
  urls,
}: {
  endpointId?: string;
  urls?: ReadonlyMap<string, string>;
}) {
  const { query: address } = useAddress();
  const chosen: Query = {
    state: states.find((one) => one === address.get('state')),
    type: types.find((one) => one === address.get('type')),
    statusClass: statusClasses.find((one) => one === address.get('answer')),
    endpointId: endpointId ?? address.get('endpoint') ?? undefined,
  };
  const query = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value)) as Query;
  const pages = usePages('findWebhookDeliveries', { query: { ...query, pageSize: 25 } }, listed);
  return (
    <>
      <div class="toolbar">
        <Choice
          name="state"
          label={t('customers.status')}
          options={states.map((one) => [one, t(`webhook.delivery.${one}`)])}
        />
        <Choice name="type" label={t('webhook.event')} options={types.map((one) => [one, one])} />
        <Choice
          name="answer"
          label={t('webhook.answer')}
          options={statusClasses.map((one) => [one, one === 'none' ? t('webhook.noAnswer') : one])}
        />
        {urls && <Choice name="endpoint" label={t('webhook.endpoint')} options={[...urls]} />}
        <AsOf at={pages.at} />
      </div>
      {pages.problem && <ProblemNotice problem={pages.problem} again={pages.again} />}
      {!pages.items && !pages.problem && <Skeleton />}
      {pages.items?.length === 0 && !pages.hasMore && (
        <Empty icon="webhooks" title={t('webhook.noDelivery')} />
      )}
      {pages.items?.map((one) => (
        <Delivery key={listed.idOf(one)} delivery={one} url={urls?.get(one.endpointId)} />
      ))}
      <p class="after-table">
        <More pages={pages} />
      </p>
    </>
  );
}

function Choice(props: {
  name: string;
  label: string;
  options: readonly (readonly [value: string, label: string])[];
}) {
  const value = useAddress().query.get(props.name) ?? '';
  return (
    <select
      class="order"
      aria-label={props.label}
      value={value}
      onChange={(event) => setQuery({ [props.name]: event.currentTarget.value || undefined })}
    >
      <option value="">
        {props.label}: {t('common.all')}
      </option>
      {props.options.map(([option, label]) => (
        <option key={option} value={option} selected={option === value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function Delivery({ delivery, url }: { delivery: EndpointDelivery; url: string | undefined }) {
  const redeliver = useCommand('redeliverWebhook');
  const { state, attempts, endpointId, id } = delivery;
  const again = async (): Promise<void> => {
    const done = await redeliver.run({ params: { endpointId, deliveryId: id }, body: {} });
    if (done) toast(t('webhook.redelivered'));
  };
  return (
    <details class="delivery">
      <summary>
        <Badge tone={tones[state]}>{t(`webhook.delivery.${state}`)}</Badge> <code>{delivery.type}</code>{' '}
        <span class="quiet">
          <Time at={delivery.createdAt} isRelative />
          {url && (
            <>
              {' · '}
              <Name>{url}</Name>
            </>
          )}
        </span>
      </summary>
      <h3 class="label">{t('webhook.payload')}</h3>
      <pre class="mail-text" dir="ltr" tabIndex={0}>
        {JSON.stringify(delivery.payload, null, 2)}
      </pre>
      <h3 class="label">{t('webhook.attempts', { count: attempts.length })}</h3>
      <ul class="messages">
        {attempts.map((attempt) => (
          <li key={attempt.at}>
            <span>
              <code>{attempt.status ?? attempt.failure}</code> <Time at={attempt.at} /> · {attempt.latencyMs}{' '}
              ms
              {attempt.response && <code class="under">{attempt.response}</code>}
            </span>
          </li>
        ))}
      </ul>
      <div class="actions">
        {may('redeliverWebhook') && (
          <Button isBusy={redeliver.isRunning} onClick={() => void again()}>
            {t('webhook.redeliver')}
          </Button>
        )}
        {url && <Link to={`/webhook-endpoints/${endpointId}`}>{t('webhook.endpoint')}</Link>}
      </div>
      {redeliver.problem && <ProblemNotice problem={redeliver.problem} />}
    </details>
  );
}
