import type { ComponentChildren, JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Button, IconButton } from './basics.tsx';
import type { IconName } from './icons.tsx';

type Props = {
  label: string;
  icon: IconName;
  /** Shown in the button; without it the icon stands alone and `label` is its name. */
  text?: string | undefined;
  role: 'menu' | 'group';
  onKeyDown?: (event: KeyboardEvent, panel: HTMLElement) => void;
  children: (close: () => void) => ComponentChildren;
};

/** A button with a panel below it; Escape and a click beside it close the panel. */
export function Popover({ label, icon, text, role, onKeyDown, children }: Props): JSX.Element {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLSpanElement>(null);
  const popup = role === 'menu' ? ('menu' as const) : ('dialog' as const);
  return (
    <span ref={button}>
      {text === undefined ? (
        <IconButton icon={icon} label={label} popovertarget={id} aria-haspopup={popup} />
      ) : (
        <Button icon={icon} popovertarget={id} aria-haspopup={popup} aria-label={label}>
          {text}
        </Button>
      )}
      <div
        id={id}
        ref={panel}
        popover="auto"
        role={role}
        class="menu"
        aria-label={label}
        onKeyDown={(event) => panel.current && onKeyDown?.(event, panel.current)}
        onToggle={(event: Event) => {
          if ((event as ToggleEvent).newState !== 'open' || !panel.current || !button.current) return;
          place(panel.current, button.current.getBoundingClientRect());
          panel.current.querySelector<HTMLElement>('button, input')?.focus();
        }}
      >
        {children(() => panel.current?.hidePopover())}
      </div>
    </span>
  );
}

/** Below the button, with its end at the button's end, and never outside the window. */
function place(panel: HTMLElement, at: DOMRect): void {
  panel.style.top = `${String(Math.max(8, Math.min(at.bottom + 4, innerHeight - panel.offsetHeight - 8)))}px`;
  const isRtl = document.documentElement.dir === 'rtl';
  const left = isRtl ? at.left : at.right - panel.offsetWidth;
  panel.style.left = `${String(Math.max(8, Math.min(left, innerWidth - panel.offsetWidth - 8)))}px`;
}
