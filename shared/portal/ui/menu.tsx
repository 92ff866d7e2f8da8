import { Icon, type IconName } from './icons.tsx';
import { Popover } from './popover.tsx';

export type MenuItem = {
  readonly label: string;
  readonly icon?: IconName;
  readonly isDangerous?: boolean;
  readonly act: () => void;
};

/** A button that opens a list of commands; arrows move in it, Escape and a click beside it close it. */
export function Menu(props: {
  label: string;
  items: readonly MenuItem[];
  icon?: IconName;
  text?: string | undefined;
}) {
  const { label, items, icon = 'more', text } = props;
  return (
    <Popover label={label} icon={icon} text={text} role="menu" onKeyDown={move}>
      {(close) =>
        items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            class={item.isDangerous ? 'menu-item danger' : 'menu-item'}
            onClick={() => {
              close();
              item.act();
            }}
          >
            {item.icon && <Icon name={item.icon} size={18} />}
            {item.label}
          </button>
        ))
      }
    </Popover>
  );
}

function move(event: KeyboardEvent, panel: HTMLElement): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const all = [...panel.querySelectorAll('button')];
  const now = all.findIndex((one) => one === document.activeElement);
  all[(now + step + all.length) % all.length]?.focus();
}
