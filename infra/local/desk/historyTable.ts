import { html } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import type { History } from './apiShapes.ts';
import { sentence, when } from './words.ts';

type Event = History['items'][number];

/** Everything that happened to one customer, oldest first. */
export function historyTable({ items, continuationToken }: History): Markup {
  return html`<div class="card scroll" role="region" aria-labelledby="history" tabindex="0">
      <table style="min-width: 44rem">
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">What</th>
            <th scope="col">When</th>
            <th scope="col">By</th>
            <th scope="col">Hash</th>
          </tr>
        </thead>
        <tbody>
          ${items.map(line)}
        </tbody>
      </table>
    </div>
    ${continuationToken ? html`<p class="quiet">There is more; the API gives it page by page.</p>` : ''}`;
}

function line({ version, type, at, by, microsoft, data, hash }: Event): Markup {
  const told = { ...data, ...(microsoft ? { microsoft } : {}) };
  return html`<tr>
    <th scope="row">${String(version)}</th>
    <td>
      ${sentence(type)}
      <details>
        <summary>Details</summary>
        <pre style="min-width: 16rem">${JSON.stringify(told, null, 2)}</pre>
      </details>
    </td>
    <td>${when(at)}</td>
    <td>${by.kind}${by.id ? html`<br /><small class="quiet">${by.id}</small>` : ''}</td>
    <td><code title="${hash}">${hash.slice(0, 8)}</code></td>
  </tr>`;
}
