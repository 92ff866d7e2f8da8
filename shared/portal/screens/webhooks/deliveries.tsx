import type { WebhookDelivery } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { setQuery, useAddress } from '../../router.tsx';
import { Badge, Button, Card, Empty, Skeleton, Time, type Tone } from '../../ui/basics.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';

const states = ['waiting', 'delivered', 'failed'] as const;
const tones: Readonly<Record<WebhookDelivery['state'], Tone>> = {
  waiting: 'busy',
  delivered: 'good',
  failed: 'bad',
};

/** What was sent to an endpoint or waits to be sent, newest first; each opens to its message and its attempts. */
export function Deliveries({ endpointId }: { endpointId: string }) {
  const chosen = useAddress().query.get('state');
  const state = states.find((one) => one === chosen);
  const read = useRead(
    'listWebhookDeliveries',
    { params: { endpointId }, query: state ? { state } : {} },
    { every: 10_000, keepLast: true },
  );
  const pill = (one: (typeof states)[number] | undefined, label: string) => (
    <button
      type="button"
      class="pill"
      aria-pressed={state === one ? 'true' : 'false'}
      onClick={() => setQuery({ state: one })}
    >
      {label}
    </button>
  );
  return (
    <Card title={t('webhook.deliveries')}>
      <div class="pills">
        {pill(undefined, t('common.all'))}
        {states.map((one) => pill(one, t(`webhook.delivery.${one}`)))}
      </div>
      {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
      {!read.data && !read.problem && <Skeleton />}
      {read.data?.items.length === 0 && <Empty icon="webhooks" title={t('webhook.noDelivery')} />}
      {read.data?.items.map((one) => (
        <Delivery key={one.id} endpointId={endpointId} delivery={one} />
      ))}
    </Card>
  );
}

function Delivery({ endpointId, delivery }: { endpointId: string; delivery: WebhookDelivery }) {
  const redeliver = useCommand('redeliverWebhook');
  const { state, attempts } = delivery;
  return (
    <details class="delivery">
      <summary>
        <Badge tone={tones[state]}>{t(`webhook.delivery.${state}`)}</Badge> <code>{delivery.type}</code>{' '}
        <span class="quiet">
          <Time at={delivery.createdAt} isRelative />
        </span>
      </summary>
      <pre class="mail-text" dir="ltr" tabIndex={0}>
        {JSON.stringify(delivery.payload, null, 2)}
      </pre>
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
      {may('redeliverWebhook') && (
        <Button
          isBusy={redeliver.isRunning}
          onClick={() =>
            void redeliver
              .run({ params: { endpointId, deliveryId: delivery.id }, body: {} })
              .then((done) => done && toast(t('webhook.redelivered')))
          }
        >
          {t('webhook.redeliver')}
        </Button>
      )}
      {redeliver.problem && <ProblemNotice problem={redeliver.problem} />}
    </details>
  );
}
