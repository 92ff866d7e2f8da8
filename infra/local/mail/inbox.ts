import { Hono, type Context } from 'hono';
import { html, raw } from 'hono/html';
import { page, type Markup } from '../simulator/page.ts';
import type { SimulatorEnv } from '../simulator/simulator.ts';
import { deliveryStatus, operationStatus, recipientStatus, type CapturedMail } from './capturedMail.ts';
import { renderEml } from './eml.ts';
import type { MailWorld } from './emailService.ts';
import { allRecipients, type MailRequest } from './mailRequest.ts';

const views = ['html', 'text', 'source'] as const;
type View = (typeof views)[number];
const viewLabels: Record<View, string> = { html: 'HTML', text: 'Text', source: 'Source' };

/** The pages on which people read the captured mails. */
export function createInbox(world: MailWorld): Hono<SimulatorEnv> {
  const found = (c: Context) => world.mailbox.find((c.req.param('id') ?? '').toLowerCase());
  const missing = (c: Context) =>
    c.html(
      shell(
        'No such mail',
        html`<h1>No such mail</h1>
          <p><a href="/">Back to the inbox</a></p>`,
      ),
      404,
    );
  return new Hono<SimulatorEnv>()
    .get('/', (c) => c.html(listPage(world.mailbox.all(), world.now()), 200, pageHeaders))
    .get('/inbox/:id', (c) => {
      const mail = found(c);
      const { content } = mail ? parsed(mail) : {};
      const wanted = views.find((one) => one === c.req.query('view')) ?? (content?.html ? 'html' : 'text');
      return mail ? c.html(mailPage(mail, wanted, world.now()), 200, pageHeaders) : missing(c);
    })
    .get('/inbox/:id/html', (c) => {
      const mail = found(c);
      return mail ? c.html(framed(parsed(mail).content.html ?? ''), 200, frameHeaders) : missing(c);
    })
    .get('/inbox/:id/request.json', (c) => {
      const mail = found(c);
      return mail ? c.body(mail.request.body, 200, { 'Content-Type': 'application/json' }) : missing(c);
    })
    .get('/inbox/:id/mail.eml', (c) => {
      const mail = found(c);
      if (!mail) return missing(c);
      const name = `attachment; filename="${mail.operationId}.eml"`;
      return c.body(renderEml(mail, parsed(mail)), 200, {
        'Content-Type': 'message/rfc822',
        'Content-Disposition': name,
      });
    });
}

const pageHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'",
};

// A mail is somebody else's page: no scripts, no forms, no fetches but pictures of this computer.
const frameHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: http://127.0.0.1:* http://localhost:*; frame-ancestors 'self'",
};

/** The mail's HTML with links that open in a new tab, as in a mail program. */
function framed(mailHtml: string): string {
  const base = '<base target="_blank">';
  return /<head\b[^>]*>/i.test(mailHtml) ? mailHtml.replace(/<head\b[^>]*>/i, `$&${base}`) : base + mailHtml;
}

function listPage(mails: readonly CapturedMail[], now: Date): string {
  const rows = mails.map((mail) => {
    const request = parsed(mail);
    const { content } = request;
    return html`<tr>
      <td>
        <a href="/inbox/${mail.operationId}"><bdi>${content.subject}</bdi></a>
      </td>
      <td>${allRecipients(request).map((one) => html`<bdi>${one.address}</bdi> `)}</td>
      <td>${badge(deliveryStatus(mail, now))}</td>
      <td>${time(mail.receivedAt)}</td>
    </tr>`;
  });
  const table = html`<div class="card scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Subject</th>
          <th scope="col">To</th>
          <th scope="col">Delivery</th>
          <th scope="col">Received (UTC)</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
  const empty = html`<p class="card">
    No mail yet. Mail that the functions send appears here and goes nowhere else.
  </p>`;
  const count = mails.length === 1 ? '1 mail' : `${String(mails.length)} mails`;
  return shell(
    'Inbox',
    html`<div class="row">
        <h1>Inbox <span class="quiet">(${count})</span></h1>
        <p><a href="/">Check for new mail</a></p>
      </div>
      ${rows.length === 0 ? empty : table}`,
  );
}

function mailPage(mail: CapturedMail, view: View, now: Date): string {
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
        ? html`<pre dir="auto" tabindex="0" aria-label="The mail as text">${content.plainText}</pre>`
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

const badgeKinds: Record<string, string> = {
  delivered: 'good',
  queued: 'waiting',
  outForDelivery: 'waiting',
  expanded: 'waiting',
  mixed: '',
};

function badge(status: string): Markup {
  const words = status.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return html`<span class="badge ${badgeKinds[status] ?? 'bad'}">${words}</span>`;
}

function time(at: string): Markup {
  return html`<time datetime="${at}">${at.slice(0, 10)} ${at.slice(11, 19)}</time>`;
}

function parsed(mail: CapturedMail): MailRequest {
  return JSON.parse(mail.request.body) as MailRequest;
}

function shell(title: string, content: Markup): string {
  return page(title, content, { simulatorName: 'Mail', navigation: [{ href: '/', label: 'Inbox' }] });
}
