import { Button, Notice } from '../../ui/basics.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { copy } from '../../ui/toasts.tsx';
import { t } from '../../words.ts';

/** Shows a secret, once; only the button closes it. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog
      title={t('webhook.secret')}
      isDismissible={false}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('webhook.kept')}
        </Button>
      }
    >
      <Notice tone="warn" title={t('webhook.once')} />
      <div class="copy-text" dir="ltr">
        <code>{secret}</code>
      </div>
      <p>
        <Button icon="copy" onClick={() => void copy(secret, t('webhook.secret'))}>
          {t('common.copy')}
        </Button>
      </p>
    </Dialog>
  );
}
