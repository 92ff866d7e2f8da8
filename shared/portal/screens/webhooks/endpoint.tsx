import { useState } from 'preact/hooks';
import type { WebhookEndpoint } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { setQuery, useAddress } from '../../router.tsx';
import type { ScreenProps } from '../../screenProps.ts';
import { Button, Card, Facts, Name, Skeleton, Time } from '../../ui/basics.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { Deliveries } from './deliveries.tsx';
import { Disabled, EventsDialog, RemoveDialog, Verify } from './endpointParts.tsx';
import { EndpointState, LastSuccess } from './endpoints.tsx';
import { RedeliverRange } from './redeliverRange.tsx';
import { SecretDialog } from './secretDialog.tsx';

/** One system that is told of changes: its state, its secret, and what was sent to it. */
export function Endpoint({ params }: ScreenProps) {
  const endpointId = params['id'] ?? '';
  const read = useRead('getWebhookEndpoint', { params: { endpointId } }, { every: 10_000 });
  const endpoint = read.data;
  const shown = useAddress().query.get('show');
  const close = (): void => setQuery({ show: undefined }, { replace: true });
  return (
    <Page
      title={endpoint?.url ?? t('nav.webhooks')}
      heading={<Name>{endpoint?.description ?? endpoint?.url ?? t('nav.webhooks')}</Name>}
      back={{ to: '/webhook-endpoints', label: t('nav.webhooks') }}
      lead={endpoint && <EndpointState state={endpoint.state} />}
    >
      {read.problem && <ProblemNotice problem={read.problem} again={read.again} />}
      {!endpoint && !read.problem && <Skeleton lines={8} />}
      {endpoint && (
        <div class="stack">
          <Disabled endpoint={endpoint} />
          {endpoint.state === 'pending' && may('verifyWebhookEndpoint') && <Verify endpoint={endpoint} />}
          <Details endpoint={endpoint} />
          <Card
            title={t('webhook.deliveries')}
            actions={
              may('redeliverWebhooks') && (
                <Button onClick={() => setQuery({ show: 'range' })}>{t('webhook.range')}</Button>
              )
            }
          >
            <Deliveries endpointId={endpointId} />
          </Card>
          {shown === 'range' && <RedeliverRange endpointId={endpointId} onClose={close} />}
          {shown === 'events' && <EventsDialog endpoint={endpoint} onClose={close} />}
          {shown === 'delete' && <RemoveDialog endpoint={endpoint} onClose={close} />}
        </div>
      )}
    </Page>
  );
}

function Details({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [secret, setSecret] = useState<string | undefined>();
  const change = useCommand('changeWebhookEndpoint');
  const test = useCommand('testWebhookEndpoint');
  const rotate = useCommand('rotateWebhookSecret');
  const params = { endpointId: endpoint.id };
  const problem = change.problem ?? test.problem ?? rotate.problem;
  // A replaced secret goes on signing for a day, so that the receiver can change over.
  const oldEnd = endpoint.secrets.find(({ expiresAt }) => expiresAt !== null)?.expiresAt ?? null;
  const isActive = endpoint.state === 'active';
  return (
    <Card title={t('webhook.endpoint')}>
      <Facts
        items={[
          [t('webhook.address'), <Name key="url">{endpoint.url}</Name>],
          [t('webhook.kind'), t(`webhook.kind.${endpoint.kind}`)],
          [t('webhook.events'), endpoint.events?.join(', ') ?? t('common.all')],
          [t('webhook.lastSuccess'), <LastSuccess key="success" endpointId={endpoint.id} />],
          [t('way.created'), <Time key="created" at={endpoint.createdAt} />],
          [t('webhook.oldSecret'), <Time key="old" at={oldEnd} />],
          [t('webhook.failingSince'), <Time key="failing" at={endpoint.failingSince} isRelative />],
        ]}
      />
      {problem && <ProblemNotice problem={problem} />}
      <div class="actions card-foot">
        {may('testWebhookEndpoint') && (
          <Button
            isBusy={test.isRunning}
            onClick={() =>
              void test.run({ params, body: {} }).then((done) => done && toast(t('webhook.tested')))
            }
          >
            {t('webhook.test')}
          </Button>
        )}
        {may('changeWebhookEndpoint') && ['active', 'paused'].includes(endpoint.state) && (
          <Button
            isBusy={change.isRunning}
            onClick={() => void change.run({ params, body: { state: isActive ? 'paused' : 'active' } })}
          >
            {t(isActive ? 'webhook.pause' : 'webhook.resume')}
          </Button>
        )}
        {may('changeWebhookEndpoint') && (
          <Button onClick={() => setQuery({ show: 'events' })}>{t('webhook.chooseEvents')}</Button>
        )}
        {may('rotateWebhookSecret') && endpoint.kind === 'standard' && (
          <Button
            isBusy={rotate.isRunning}
            onClick={() =>
              void rotate.run({ params, body: {} }).then((made) => made && setSecret(made.secret))
            }
          >
            {t('webhook.rotate')}
          </Button>
        )}
        {may('deleteWebhookEndpoint') && (
          <Button look="danger" onClick={() => setQuery({ show: 'delete' })}>
            {t('webhook.remove')}
          </Button>
        )}
      </div>
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
    </Card>
  );
}
