import { useState } from 'preact/hooks';
import type { WebhookEndpointWithSecret } from '../../../client/operations.ts';
import { useCommand } from '../../api/reads.ts';
import { go } from '../../router.tsx';
import { Button, Card } from '../../ui/basics.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { ProblemNotice } from '../../ui/problem.tsx';
import { t } from '../../words.ts';
import { SecretDialog } from './secretDialog.tsx';

/** Adds a system that is told of changes; its secret is shown this once. */
export function NewEndpoint() {
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState('');
  const [made, setMade] = useState<WebhookEndpointWithSecret | undefined>();
  const create = useCommand('createWebhookEndpoint');
  const send = async (): Promise<void> => {
    const answer = await create.run({ body: { url: url.trim(), description: description.trim() || null } });
    if (answer) setMade(answer);
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
          void send();
        }}
      >
        <Card>
          <div class="form">
            <TextField
              label={t('webhook.address')}
              type="url"
              value={url}
              maxLength={2000}
              onInput={setUrl}
            />
            <TextField
              label={t('webhook.description')}
              value={description}
              maxLength={100}
              onInput={setDescription}
            />
          </div>
        </Card>
        {create.problem && <ProblemNotice problem={create.problem} />}
        <div class="actions">
          <Button type="submit" look="primary" isBusy={create.isRunning} disabled={url.trim() === ''}>
            {t('webhook.add')}
          </Button>
        </div>
      </form>
      {made && (
        <SecretDialog
          secret={made.secret}
          onClose={() => go(`/webhook-endpoints/${made.id}`, { replace: true })}
        />
      )}
    </Page>
  );
}
