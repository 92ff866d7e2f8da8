import { useId, useRef } from 'preact/hooks';
import { IconButton } from './basics.tsx';
import { Icon, type IconName } from './icons.tsx';

export type MenuItem = {
  readonly label: string;
  readonly icon?: IconName;
  readonly isDangerous?: boolean;
  readonly act: () => void;
};

/** A button that opens a list of commands; arrows move in it, Escape and a click beside it close it. */
export function Menu({
  label,
  items,
  icon = 'more',
}: {
  label: string;
  items: readonly MenuItem[];
  icon?: IconName;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLSpanElement>(null);
  const place = (): void => {
    const at = button.current?.getBoundingClientRect();
    const shown = list.current;
    if (!at || !shown) return;
    shown.style.top = `${String(Math.min(at.bottom + 4, innerHeight - shown.offsetHeight - 8))}px`;
    const isRtl = document.documentElement.dir === 'rtl';
    const left = isRtl ? at.left : at.right - shown.offsetWidth;
    shown.style.left = `${String(Math.max(8, Math.min(left, innerWidth - shown.offsetWidth - 8)))}px`;
    shown.querySelector('button')?.focus();
  };
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...(list.current?.querySelectorAll('button') ?? [])];
    const now = all.findIndex((one) => one === document.activeElement);
    all[(now + step + all.length) % all.length]?.focus();
  };
  return (
    <span ref={button}>
      <IconButton icon={icon} label={label} popovertarget={id} aria-haspopup="menu" />
      <div
        id={id}
        ref={list}
        popover="auto"
        role="menu"
        class="menu"
        aria-label={label}
        onKeyDown={move}
        onToggle={(event: Event) => {
          if ((event as ToggleEvent).newState === 'open') place();
        }}
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            class={item.isDangerous ? 'menu-item danger' : 'menu-item'}
            onClick={() => {
              list.current?.hidePopover();
              item.act();
            }}
          >
            {item.icon && <Icon name={item.icon} size={18} />}
            {item.label}
          </button>
        ))}
      </div>
    </span>
  );
}
