import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import type { SimulatorEnv } from '../simulator/simulator.ts';
import { deliveryStatus, type CapturedMail } from './capturedMail.ts';
import { renderEml } from './eml.ts';
import type { MailWorld } from './emailService.ts';
import { badge, parsed, shell, time } from './inboxParts.ts';
import { mailPage, views } from './mailPage.ts';
import { allRecipients } from './mailRequest.ts';

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

// A mail is foreign content: no scripts, no forms, no fetches but pictures of this computer.
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
    <table style="min-width: 50rem">
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
