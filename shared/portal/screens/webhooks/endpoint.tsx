import { useState } from 'preact/hooks';
import type { WebhookEndpoint } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand, useRead } from '../../api/reads.ts';
import { setQuery, useAddress, go } from '../../router.tsx';
import type { ScreenProps } from '../../screenProps.ts';
import { Button, Card, Facts, Name, Notice, Skeleton, Time } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { Deliveries } from './deliveries.tsx';
import { EndpointState } from './endpoints.tsx';
import { SecretDialog } from './secretDialog.tsx';

/** One system that is told of changes: its state, its secret, and what was sent to it. */
export function Endpoint({ params }: ScreenProps) {
  const endpointId = params['id'] ?? '';
  const read = useRead('getWebhookEndpoint', { params: { endpointId } }, { every: 10_000 });
  const endpoint = read.data;
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
          {endpoint.disabled && (
            <Notice tone="bad" title={t(`webhook.disabled.${endpoint.disabled.reason}`)} />
          )}
          <Details endpoint={endpoint} />
          <Deliveries endpointId={endpointId} />
        </div>
      )}
    </Page>
  );
}

function Details({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [secret, setSecret] = useState<string | undefined>();
  const isDeleting = useAddress().query.get('show') === 'delete';
  const change = useCommand('changeWebhookEndpoint');
  const test = useCommand('testWebhookEndpoint');
  const rotate = useCommand('rotateWebhookSecret');
  const params = { endpointId: endpoint.id };
  const problem = change.problem ?? test.problem ?? rotate.problem;
  const isActive = endpoint.state === 'active';
  return (
    <Card title={t('webhook.endpoint')}>
      <Facts
        items={[
          [t('webhook.address'), <Name key="url">{endpoint.url}</Name>],
          [t('webhook.events'), endpoint.events?.join(', ') ?? t('common.all')],
          [t('way.created'), <Time key="created" at={endpoint.createdAt} />],
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
        {may('changeWebhookEndpoint') && endpoint.state !== 'pending' && (
          <Button
            isBusy={change.isRunning}
            onClick={() => void change.run({ params, body: { state: isActive ? 'paused' : 'active' } })}
          >
            {t(isActive ? 'webhook.pause' : 'webhook.resume')}
          </Button>
        )}
        {may('rotateWebhookSecret') && (
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
      {isDeleting && <RemoveDialog endpoint={endpoint} />}
    </Card>
  );
}

function RemoveDialog({ endpoint }: { endpoint: WebhookEndpoint }) {
  const remove = useCommand('deleteWebhookEndpoint');
  const close = (): void => setQuery({ show: undefined }, { replace: true });
  const run = async (): Promise<void> => {
    if ((await remove.run({ params: { endpointId: endpoint.id } })) === undefined) return;
    toast(t('webhook.removed'));
    go('/webhook-endpoints', { replace: true });
  };
  return (
    <Dialog
      title={t('webhook.removeTitle')}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button look="danger" isBusy={remove.isRunning} onClick={() => void run()}>
            {t('webhook.remove')}
          </Button>
        </>
      }
    >
      <p>{t('webhook.removeText')}</p>
      {remove.problem && <ProblemNotice problem={remove.problem} />}
    </Dialog>
  );
}
