import { html, raw } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import { operationStatus, recipientStatus, type CapturedMail } from './capturedMail.ts';
import { badge, parsed, shell, time } from './inboxParts.ts';
import type { MailRequest } from './mailRequest.ts';

export const views = ['html', 'text', 'source'] as const;
export type View = (typeof views)[number];
const viewLabels: Record<View, string> = { html: 'HTML', text: 'Text', source: 'Source' };

/** One mail: what became of it, and one of its parts. */
export function mailPage(mail: CapturedMail, view: View, now: Date): string {
  const request = parsed(mail);
  const { content } = request;
  const tab = (one: View) =>
    html`<a
      class="tab"
      href="/inbox/${mail.operationId}?view=${one}"
      ${one === view ? raw('aria-current="page"') : ''}
      >${viewLabels[one]}</a
    >`;
  return shell(
    content.subject,
    html`<p><a href="/">Back to the inbox</a></p>
      <h1><bdi>${content.subject}</bdi></h1>
      <div class="card">${facts(mail, request, now)}</div>
      <nav class="tabs" aria-label="Parts of the mail">${views.map(tab)}</nav>
      ${body(mail, request, view)}`,
  );
}

function facts(mail: CapturedMail, request: MailRequest, now: Date): Markup {
  const status = operationStatus(mail, now);
  const row = (label: string, value: Markup) =>
    html`<dt>${label}</dt>
      <dd>${value}</dd>`;
  const delivery = mail.recipients.map((one) => {
    const said = one.reports.filter((report) => report.reportedAt !== null).at(-1)?.statusMessage;
    return html`<div>
      <bdi>${one.address}</bdi>
      ${one.kind === 'to' ? '' : `(${one.kind}) `}${badge(recipientStatus(mail, one, now))}
      ${said ? html`<span class="quiet">${said}</span>` : ''}
    </div>`;
  });
  const replyTo = request.replyTo?.map((one) => one.address).join(', ');
  return html`<dl>
    ${row('From', html`<bdi>${request.senderAddress}</bdi>`)} ${row('To', html`${delivery}`)}
    ${replyTo ? row('Reply to', html`<bdi>${replyTo}</bdi>`) : ''} ${row('Received', time(mail.receivedAt))}
    ${row('Operation', html`${status}${mail.failure && status === 'Failed' ? `: ${mail.failure.code}` : ''}`)}
    ${row('Operation id', html`<code>${mail.operationId}</code>`)}
    ${mail.attempts > 1 ? row('Sent with this id', html`${String(mail.attempts)} times, kept once`) : ''}
  </dl>`;
}

function body(mail: CapturedMail, { content }: MailRequest, view: View): Markup {
  switch (view) {
    case 'html':
      return content.html
        ? html`<iframe
            src="/inbox/${mail.operationId}/html"
            title="The mail as HTML"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          ></iframe>`
        : html`<p class="notice">This mail has no HTML part.</p>`;
    case 'text':
      return content.plainText
        ? html`<pre dir="auto" tabindex="0" aria-label="The mail as text">${linked(content.plainText)}</pre>`
        : html`<p class="notice">This mail has no text part.</p>`;
    case 'source':
      return html`<p>
          <a href="/inbox/${mail.operationId}/mail.eml">Download as .eml</a> ·
          <a href="/inbox/${mail.operationId}/request.json">The request exactly as received</a>
        </p>
        <pre tabindex="0" aria-label="The request">
${JSON.stringify(JSON.parse(mail.request.body), null, 2)}</pre>`;
  }
}

// Mail programs make addresses in plain text clickable; punctuation at the end belongs to the sentence.
function linked(text: string): Markup[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, index) =>
      index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>` : part,
    );
}
