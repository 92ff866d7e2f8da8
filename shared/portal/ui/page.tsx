import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { settings } from '../settings.ts';
import { Link } from '../router.tsx';
import { Icon } from './icons.tsx';

/** A screen: its title goes to the tab and takes the focus when the screen opens, so that it is read out. */
export function Page(props: {
  title: string;
  back?: { to: string; label: string };
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  /** Shown in place of the plain title, where it holds more than text. */
  heading?: ComponentChildren;
  children?: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.title} · ${settings.partnerName} · Countersign`;
  }, [props.title]);
  useEffect(() => {
    // A dialog that opens with the screen has the focus already.
    if (!document.querySelector('dialog[open]')) heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <>
      <header class="page-head">
        <div class="page-title">
          {props.back && (
            <Link to={props.back.to} class="back">
              <span class="flip">
                <Icon name="chevron" size={14} />
              </span>
              {props.back.label}
            </Link>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {props.heading ?? props.title}
          </h1>
          {props.lead && <div class="lead">{props.lead}</div>}
        </div>
        {props.actions && <div class="actions">{props.actions}</div>}
      </header>
      {props.children}
    </>
  );
}
