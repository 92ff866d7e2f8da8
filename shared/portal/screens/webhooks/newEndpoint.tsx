import { useState } from 'preact/hooks';
import type { WebhookEndpointWithSecret } from '../../../client/operations.ts';
import { useCommand } from '../../api/reads.ts';
import { useGo } from '../../router.tsx';
import { Button, Card } from '../../ui/basics.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';
import { EventPicker, eventsBody, type Events } from './eventPicker.tsx';
import { SecretDialog } from './secretDialog.tsx';

const kinds = ['standard', 'teams', 'slack'] as const;

/** Adds a system that is told of changes; its secret is shown this once. A channel has none to keep. */
export function NewEndpoint() {
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState('');
  const [kind, setKind] = useState<(typeof kinds)[number]>('standard');
  const [events, setEvents] = useState<Events>(null);
  const [made, setMade] = useState<WebhookEndpointWithSecret | undefined>();
  const create = useCommand('createWebhookEndpoint');
  const go = useGo();
  const isReady = url.trim() !== '' && events?.length !== 0;
  const open = (id: string): void => go(`/webhook-endpoints/${id}`, { replace: true });
  const send = async (): Promise<void> => {
    const about = { url: url.trim(), kind, description: description.trim() || null };
    const answer = await create.run({ body: { ...about, events: eventsBody(events) } });
    if (!answer) return;
    if (kind === 'standard') setMade(answer);
    else open(answer.id);
  };
  return (
    <Page
      title={t('webhook.add')}
      back={{ to: '/webhook-endpoints', label: t('nav.webhooks') }}
      lead={t('webhook.addText')}
    >
      <form
        class="stack narrow"
        noValidate
        onSubmit={(event: Event) => {
          event.preventDefault();
          if (isReady) void send();
        }}
      >
        <Card>
          <div class="form">
            <SelectField
              label={t('webhook.kind')}
              hint={t(`webhook.kindText.${kind}`)}
              value={kind}
              onChange={(chosen) => setKind(kinds.find((one) => one === chosen) ?? 'standard')}
              options={kinds.map((one) => [one, t(`webhook.kind.${one}`)] as const)}
            />
            <TextField
              label={t('webhook.address')}
              type="url"
              value={url}
              maxLength={2048}
              onInput={setUrl}
            />
            <TextField
              label={t('webhook.description')}
              value={description}
              maxLength={200}
              onInput={setDescription}
            />
            <EventPicker events={events} onChange={setEvents} />
          </div>
        </Card>
        {create.problem && <ProblemNotice problem={create.problem} />}
        <div class="actions">
          <Button type="submit" look="primary" isBusy={create.isRunning} disabled={!isReady}>
            {t('webhook.add')}
          </Button>
        </div>
      </form>
      {made && <SecretDialog secret={made.secret} onClose={() => open(made.id)} />}
    </Page>
  );
}
