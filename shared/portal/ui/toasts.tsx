import { useEffect, useState } from 'preact/hooks';
import { t } from '../words.ts';
import { IconButton } from './basics.tsx';
import { Icon } from './icons.tsx';

type Toast = { readonly id: number; readonly text: string; readonly isBad: boolean };

const showForMs = 6000;
let nextId = 1;
let toasts: readonly Toast[] = [];
const listeners = new Set<(all: readonly Toast[]) => void>();

function set(all: readonly Toast[]): void {
  toasts = all;
  for (const listener of listeners) listener(all);
}

const drop = (id: number): void => set(toasts.filter((one) => one.id !== id));

/** Tells that something was done; it is read out, and goes by itself. */
export function toast(text: string): void {
  const id = nextId++;
  set([...toasts, { id, text, isBad: false }]);
  setTimeout(() => drop(id), showForMs);
}

/** Tells that something was not done; it stays until the reader closes it. A text that stands there already is told once. */
export function complain(text: string): void {
  set([...toasts.filter((one) => one.text !== text), { id: nextId++, text, isBad: true }]);
}

/** Copies a text and says so. */
export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('common.copied', { what }));
  } catch {
    complain(t('common.notCopied'));
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
      {shown.map(({ id, text, isBad }) => (
        <div key={id} class={isBad ? 'toast bad' : 'toast'}>
          <Icon name={isBad ? 'warning' : 'check'} size={18} />
          <span dir="auto">{text}</span>
          <IconButton icon="close" label={t('common.close')} onClick={() => drop(id)} />
        </div>
      ))}
    </div>
  );
}
