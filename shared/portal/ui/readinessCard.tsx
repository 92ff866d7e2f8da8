import type { ComponentChildren } from 'preact';
import { t } from '../words.ts';
import { Icon } from './icons.tsx';

/** Whether a customer may order, in large: yes, no, or that it is not known. */
export function ReadinessCard(props: {
  canOrder: boolean | null;
  text: string;
  reason?: { readonly code: string; readonly detail: string } | null;
  asOf?: ComponentChildren;
  actions?: ComponentChildren;
  isNews?: boolean;
}) {
  const { canOrder, reason } = props;
  const look = canOrder === null ? 'warn' : canOrder ? 'good' : 'not-yet';
  const icon = canOrder === null ? 'question' : canOrder ? 'check' : 'close';
  const title =
    canOrder === null
      ? 'customer.orderUnknown'
      : canOrder
        ? ('customer.mayOrder' as const)
        : ('customer.mayNotOrder' as const);
  return (
    <section class={`card readiness ${look}`} role={props.isNews ? 'status' : undefined}>
      <span class="readiness-icon">
        <Icon name={icon} size={28} />
      </span>
      <div>
        <h2>{t(title)}</h2>
        <p>{props.text}</p>
        {reason && (
          <p class="quiet">
            <span dir="auto">{reason.detail}</span> <code>{reason.code}</code>
          </p>
        )}
        {props.asOf && (
          <p class="as-of">
            {t('customer.asOf')} {props.asOf}
          </p>
        )}
        {props.actions && <div class="actions">{props.actions}</div>}
      </div>
    </section>
  );
}
