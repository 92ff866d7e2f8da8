import { useState } from 'preact/hooks';
import type { WebhookEndpoint } from '../../../client/operations.ts';
import { may } from '../../api/permissions.ts';
import { useCommand } from '../../api/reads.ts';
import { useGo } from '../../router.tsx';
import { Button, Card, Notice, Time } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { toast } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';
import { EventPicker, eventsBody, type Events } from './eventPicker.tsx';

type Props = { endpoint: WebhookEndpoint };

/** Why nothing is sent any more, since when, and the way back. */
export function Disabled({ endpoint: { id, disabled } }: Props) {
  const change = useCommand('changeWebhookEndpoint');
  if (!disabled) return null;
  const resume = (): Promise<unknown> =>
    change.run({ params: { endpointId: id }, body: { state: 'active' } });
  return (
    <Notice
      tone="bad"
      title={t(`webhook.disabled.${disabled.reason}`)}
      actions={
        may('changeWebhookEndpoint') && (
          <Button isBusy={change.isRunning} onClick={() => void resume()}>
            {t('webhook.resume')}
          </Button>
        )
      }
    >
      <p>
        <Time at={disabled.at} /> · {t('webhook.disabledText')}
      </p>
      {change.problem && <ProblemNotice problem={change.problem} />}
    </Notice>
  );
}

/** Confirms an endpoint by hand, with the challenge that it received. */
export function Verify({ endpoint: { id, kind } }: Props) {
  const [challenge, setChallenge] = useState('');
  const verify = useCommand('verifyWebhookEndpoint');
  const run = async (): Promise<void> => {
    const body = { challenge: challenge.trim() };
    if (await verify.run({ params: { endpointId: id }, body })) toast(t('webhook.verified'));
  };
  return (
    <Card title={t('webhook.verifyTitle')}>
      <p>{t(kind === 'standard' ? 'webhook.verifyText' : 'webhook.verifyChannel')}</p>
      <form
        class="lookup"
        onSubmit={(event: Event) => {
          event.preventDefault();
          if (challenge.trim()) void run();
        }}
      >
        <TextField label={t('webhook.challenge')} value={challenge} maxLength={100} onInput={setChallenge} />
        <Button type="submit" look="primary" isBusy={verify.isRunning} disabled={!challenge.trim()}>
          {t('webhook.verify')}
        </Button>
      </form>
      {verify.problem && <ProblemNotice problem={verify.problem} />}
    </Card>
  );
}

export function EventsDialog({ endpoint, onClose }: Props & { onClose: () => void }) {
  const [events, setEvents] = useState<Events>(endpoint.events);
  const change = useCommand('changeWebhookEndpoint');
  const save = async (): Promise<void> => {
    const body = { events: eventsBody(events) };
    if (await change.run({ params: { endpointId: endpoint.id }, body })) onClose();
  };
  return (
    <Dialog
      title={t('webhook.events')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            isBusy={change.isRunning}
            disabled={events?.length === 0}
            onClick={() => void save()}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <EventPicker events={events} onChange={setEvents} />
      {change.problem && <ProblemNotice problem={change.problem} />}
    </Dialog>
  );
}

export function RemoveDialog({ endpoint, onClose }: Props & { onClose: () => void }) {
  const remove = useCommand('deleteWebhookEndpoint');
  const go = useGo();
  const run = async (): Promise<void> => {
    if ((await remove.run({ params: { endpointId: endpoint.id } })) === undefined) return;
    toast(t('webhook.removed'));
    go('/webhook-endpoints', { replace: true });
  };
  return (
    <Dialog
      title={t('webhook.removeTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
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
