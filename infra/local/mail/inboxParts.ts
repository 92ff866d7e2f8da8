import { html } from 'hono/html';
import { page, type Markup } from '../simulator/page.ts';
import type { CapturedMail } from './capturedMail.ts';
import type { MailRequest } from './mailRequest.ts';

const badgeKinds: Record<string, string> = {
  delivered: 'good',
  queued: 'waiting',
  outForDelivery: 'waiting',
  expanded: 'waiting',
  mixed: '',
};

/** A delivery state in words and colour. */
export function badge(status: string): Markup {
  const words = status.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return html`<span class="badge ${badgeKinds[status] ?? 'bad'}">${words}</span>`;
}

/** An instant to the second, UTC. */
export function time(at: string): Markup {
  return html`<time datetime="${at}">${at.slice(0, 10)} ${at.slice(11, 19)}</time>`;
}

/** The mail as it was sent. */
export function parsed(mail: CapturedMail): MailRequest {
  return JSON.parse(mail.request.body) as MailRequest;
}

/** A page of the inbox. */
export function shell(title: string, content: Markup): string {
  return page(title, content, { simulatorName: 'Mail', navigation: [{ href: '/', label: 'Inbox' }] });
}
