import { useEffect, useState } from 'preact/hooks';
import { t } from '../words.ts';
import { IconButton } from './basics.tsx';
import { Icon } from './icons.tsx';

type Toast = { readonly id: number; readonly text: string };

const showForMs = 6000;
let nextId = 1;
let toasts: readonly Toast[] = [];
const listeners = new Set<(all: readonly Toast[]) => void>();

function set(all: readonly Toast[]): void {
  toasts = all;
  for (const listener of listeners) listener(all);
}

/** Tells that something was done; it is read out, and goes by itself. */
export function toast(text: string): void {
  const id = nextId++;
  set([...toasts, { id, text }]);
  setTimeout(() => set(toasts.filter((one) => one.id !== id)), showForMs);
}

/** Copies a text and says so. */
export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('common.copied', { what }));
  } catch {
    toast(t('common.notCopied'));
  }
}

export function Toasts() {
  const [shown, setShown] = useState(toasts);
  useEffect(() => {
    listeners.add(setShown);
    return () => void listeners.delete(setShown);
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text }) => (
        <div key={id} class="toast">
          <Icon name="check" size={18} />
          <span dir="auto">{text}</span>
          <IconButton
            icon="close"
            label={t('common.close')}
            onClick={() => set(toasts.filter((one) => one.id !== id))}
          />
        </div>
      ))}
    </div>
  );
}
