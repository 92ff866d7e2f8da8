import { html, raw } from 'hono/html';
import type { Markup } from '../simulator/page.ts';
import type { Customer, CustomerList, Summary } from './apiShapes.ts';
import { badge, countryName, sentence, when, yesNo } from './words.ts';

/** What a person asked the list for; empty texts ask for nothing. */
export type ListQuery = { readonly status: string; readonly q: string; readonly continuationToken: string };

/** All customers, or those that fit. */
export function customersPage(list: CustomerList, summary: Summary, query: ListQuery): Markup {
  const { items, continuationToken } = list;
  const next = listUrl({ ...query, continuationToken: continuationToken ?? '' });
  const first = listUrl({ ...query, continuationToken: '' });
  const pages = html`<nav class="actions" aria-label="Pages of the list">
    ${query.continuationToken ? html`<a href="${first}">First page</a>` : ''}
    ${continuationToken ? html`<a class="button secondary" href="${next}">Next page</a>` : ''}
  </nav>`;
  return html`<h1>Customers</h1>
    ${search(query)} ${filters(summary, query)} ${items.length === 0 ? nobody : table(items)}
    ${query.continuationToken || continuationToken ? pages : ''}
    <p class="quiet">
      Last reconciliation: ${when(summary.lastReconciliation?.finishedAt ?? null)}.
      <a href="">Load this page again</a>
    </p>`;
}

const nobody = html`<p class="card">No customer fits.</p>`;

/** The list's address, without the parts that are empty. */
export function listUrl(query: Readonly<Record<string, string>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  return given.length === 0 ? '/desk' : `/desk?${new URLSearchParams(Object.fromEntries(given)).toString()}`;
}

function filters({ total, byStatus }: Summary, { status, q }: ListQuery): Markup {
  const filter = (name: string, label: string, count: number) => {
    const isShown = name === status;
    const mark = isShown ? raw('aria-current="page" style="font-weight: 600"') : '';
    const link = html`<a href="${listUrl({ status: name, q })}" ${mark}>${label}</a>`;
    const text = count > 0 || isShown ? link : label;
    return html`<span style="white-space: nowrap">${text} ${String(count)}</span> `;
  };
  return html`<nav class="actions" style="margin-bottom: 1rem" aria-label="Customers by status">
    ${filter('', 'All', total)}
    ${Object.entries(byStatus).map(([name, count]) => filter(name, sentence(name), count))}
  </nav>`;
}

function search({ status, q }: ListQuery): Markup {
  return html`<form method="get" action="/desk" role="search">
    ${status ? html`<input type="hidden" name="status" value="${status}" />` : ''}
    <label for="q">Company name or domain begins with</label>
    <input id="q" name="q" value="${q}" autocomplete="off" />
    <p class="actions">
      <button class="secondary">Search</button>
      ${q ? html`<a href="${listUrl({ status })}">Show all</a>` : ''}
    </p>
  </form>`;
}

function table(customers: readonly Customer[]): Markup {
  const line = ({ customerTenantId, companyName, domain, country, status, readiness, check }: Customer) =>
    html`<tr>
      <th scope="row">
        <a href="/desk/customers/${customerTenantId}"><bdi>${companyName}</bdi></a>
        <br /><small class="quiet" style="font-weight: 400">${domain}</small>
      </th>
      <td>${badge(status)}</td>
      <td>${yesNo(readiness.canOrder)}</td>
      <td>${countryName(country)}</td>
      <td>${when(check.lastCheckedAt, 'never')}</td>
    </tr>`;
  return html`<div class="card scroll" role="region" aria-label="Customers" tabindex="0">
    <table style="min-width: 50rem">
      <thead>
        <tr>
          <th scope="col">Company</th>
          <th scope="col">Status</th>
          <th scope="col">May order</th>
          <th scope="col">Country</th>
          <th scope="col">Last checked</th>
        </tr>
      </thead>
      <tbody>
        ${customers.map(line)}
      </tbody>
    </table>
  </div>`;
}
