import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { t } from '../words.ts';
import { Link } from '../router.tsx';
import { Icon, type IconName } from './icons.tsx';
import { dateTime, relative, utc } from './format.ts';

type Look = 'primary' | 'secondary' | 'subtle' | 'danger';

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon' | 'type'> & {
  look?: Look;
  icon?: IconName;
  /** While true the button says so and takes no click. */
  isBusy?: boolean;
  disabled?: boolean;
  type?: 'button' | 'submit';
  popovertarget?: string;
  value?: string;
  children?: ComponentChildren;
};

/** A button that names what it does. */
export function Button({
  look = 'secondary',
  icon,
  isBusy,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const stop = (event: MouseEvent): void => event.preventDefault();
  return (
    <button
      type={type}
      class={`button ${look}`}
      aria-disabled={isBusy ? 'true' : undefined}
      {...rest}
      {...(isBusy ? { onClick: stop } : {})}
    >
      {isBusy ? <span class="spinner" aria-hidden="true" /> : icon && <Icon name={icon} size={18} />}
      <span>{children}</span>
    </button>
  );
}

/** A button with nothing but an icon: `label` is its name. */
export function IconButton({ label, icon, ...rest }: ButtonProps & { label: string; icon: IconName }) {
  return (
    <button type="button" class="button subtle only-icon" aria-label={label} title={label} {...rest}>
      <Icon name={icon} size={18} />
    </button>
  );
}

/** A link that looks like a button. */
export function LinkButton(props: {
  to: string;
  look?: Look;
  icon?: IconName;
  children?: ComponentChildren;
}) {
  const { to, look = 'secondary', icon, children } = props;
  return (
    <Link to={to} class={`button ${look}`}>
      {icon && <Icon name={icon} size={18} />}
      <span>{children}</span>
    </Link>
  );
}

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet';

export function Badge({
  tone,
  icon,
  children,
}: {
  tone: Tone;
  icon?: IconName;
  children?: ComponentChildren;
}) {
  return (
    <span class={`badge ${tone}`}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}

/** A name of whatever script, which does not turn the text around it. */
export const Name = ({ children }: { children?: ComponentChildren }) => <bdi>{children}</bdi>;

/** An instant: the reader's own zone, UTC in the tooltip. */
export function Time({ at, isRelative }: { at: string | number | null; isRelative?: boolean }) {
  if (at === null) return <>–</>;
  return (
    <time dateTime={new Date(at).toISOString()} title={isRelative ? `${dateTime(at)} · ${utc(at)}` : utc(at)}>
      {isRelative ? relative(at) : dateTime(at)}
    </time>
  );
}

/** How fresh what is shown is. */
export function AsOf({ at }: { at: number }) {
  if (at === 0) return null;
  const text = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'medium' }).format(at);
  return (
    <span class="as-of" title={utc(at)}>
      {t('common.asOf', { time: text })}
    </span>
  );
}

/** A part of a page with a heading of its own. */
export function Card(props: {
  title?: string;
  actions?: ComponentChildren;
  class?: string;
  children?: ComponentChildren;
}) {
  const { title, actions, children } = props;
  return (
    <section class={`card ${props.class ?? ''}`}>
      {(title ?? actions) && (
        <header class="card-head">
          {title && <h2>{title}</h2>}
          {actions && <div class="actions">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

/** Says what will be here, and what to do first. */
export function Empty(props: { icon: IconName; title: string; text?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={props.icon} size={28} />
      </span>
      <p class="empty-title">{props.title}</p>
      {props.text && <p class="quiet">{props.text}</p>}
      {props.children && <div class="actions">{props.children}</div>}
    </div>
  );
}

/** Stands where text will be, so that nothing jumps. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div class="skeleton" role="status" aria-label={t('common.loading')}>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} />
      ))}
    </div>
  );
}

/** A message inside a page that stays until its reason is gone. */
export function Notice(props: {
  tone: Tone;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}) {
  const icon: IconName =
    props.tone === 'bad'
      ? 'error'
      : props.tone === 'warn'
        ? 'warning'
        : props.tone === 'good'
          ? 'check'
          : 'info';
  return (
    <div class={`notice ${props.tone}`} role={props.tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <div class="notice-text">
        <strong>{props.title}</strong>
        {props.children && <div>{props.children}</div>}
      </div>
      {props.actions && <div class="actions">{props.actions}</div>}
    </div>
  );
}

/** Pairs of a name and a value. */
export function Facts({ items }: { items: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
