import { Hono } from 'hono';
import { html } from 'hono/html';
import { page } from '../simulator/page.ts';

type Received = { readonly at: Date; readonly path: string; readonly status: number; readonly body: string };

const kept = 200;

/**
 * The partner's other systems, as far as they take webhooks: `shop` takes everything, `warehouse` takes the challenge
 * only. A page shows what came.
 */
export function createShop(now: () => Date): Hono {
  let received: readonly Received[] = [];
  const app = new Hono();
  app.post('/hooks/:system{shop|warehouse}', async (c) => {
    const body = await c.req.text();
    const { challenge } = (JSON.parse(body) as { data: { challenge?: string } }).data;
    const { system } = c.req.param();
    const status = system === 'shop' || challenge ? 200 : 503;
    received = [{ at: now(), path: system, status, body }, ...received].slice(0, kept);
    return c.json(
      status === 200 ? { challenge: challenge ?? null } : { error: 'down for maintenance' },
      status,
    );
  });
  app.get('/hooks', (c) => c.html(showReceived(received)));
  return app;
}

function showReceived(received: readonly Received[]): string {
  const row = ({ at, path, status, body }: Received) =>
    html`<tr>
      <td>${at.toISOString()}</td>
      <td>${path}</td>
      <td>${status}</td>
      <td><code>${body}</code></td>
    </tr>`;
  const table = html`<div class="card scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Received</th>
          <th scope="col">System</th>
          <th scope="col">Answer</th>
          <th scope="col">Message</th>
        </tr>
      </thead>
      <tbody>
        ${received.map(row)}
      </tbody>
    </table>
  </div>`;
  const body = html`<h1>Messages to the partner’s other systems</h1>
    <p>The shop takes every message. The warehouse is down, so its messages are tried again for days.</p>
    ${received.length === 0 ? html`<p class="notice">Nothing has come yet.</p>` : table}`;
  return page('Webhooks received', body, { simulatorName: 'Shop and warehouse' });
}
