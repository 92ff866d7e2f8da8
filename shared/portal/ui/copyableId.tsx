import { t } from '../words.ts';
import { IconButton } from './basics.tsx';
import { copy } from './toasts.tsx';

/** An id for other systems and for support, with a button to copy it. */
export function CopyableId({ id, name }: { id: string; name: string }) {
  return (
    <span class="copyable">
      <code>{id}</code>
      <IconButton icon="copy" label={`${t('common.copy')}: ${name}`} onClick={() => void copy(id, name)} />
    </span>
  );
}
