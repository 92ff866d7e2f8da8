import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../words.ts';
import { IconButton } from './basics.tsx';

/** A modal dialog: the browser keeps the focus inside and closes it on Escape. */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  isWide?: boolean;
  /** False where closing would lose something: neither Escape nor a click beside it closes. */
  isDismissible?: boolean;
  footer?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const { isDismissible = true } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      // The control that opened the dialog may go together with it, which shows after this change of the page.
      queueMicrotask(() => focusAgain(before));
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={props.isWide ? 'dialog wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event: Event) => {
        event.preventDefault();
        if (isDismissible) props.onClose();
      }}
    >
      <header class="dialog-head">
        <h2 id={id}>{props.title}</h2>
        {isDismissible && <IconButton icon="close" label={t('common.close')} onClick={props.onClose} />}
      </header>
      <div class="dialog-body">{props.children}</div>
      {props.footer && <footer class="dialog-foot">{props.footer}</footer>}
    </dialog>
  );
}

/** The control that had the focus before the dialog gets it back; where it is gone, the heading of the screen. */
function focusAgain(before: Element | null): void {
  const isThere = before?.isConnected && before !== document.body;
  const next = isThere ? before : document.querySelector('h1');
  if (next instanceof HTMLElement) next.focus({ preventScroll: true });
}
