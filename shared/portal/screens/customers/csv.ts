import type { Customer, Operations } from '../../../client/operations.ts';
import { request } from '../../api/call.ts';
import { t } from '../../words.ts';
import type { Column } from './columns.tsx';
import { recipientOf } from './recipientOf.ts';

/** One line of a CSV file (RFC 4180). */
export function csvLine(cells: readonly (string | null)[]): string {
  return cells
    .map((cell) => (/[",\r\n]/.test(cell ?? '') ? `"${(cell ?? '').replaceAll('"', '""')}"` : (cell ?? '')))
    .join(',');
}

/** A spreadsheet would run a text that begins so as a formula; an apostrophe in front of it has it shown. */
export const asText = (cell: string | null): string | null =>
  cell !== null && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;

/** What a file says in a column; for machines, so codes and UTC in place of words. */
const values: Readonly<Record<string, (customer: Customer) => string | null>> = {
  status: ({ status }) => status,
  mayOrder: ({ readiness }) => (readiness.canOrder === null ? 'unknown' : String(readiness.canOrder)),
  recipient: (one) => recipientOf(one).email,
  country: ({ country }) => country,
  waiting: ({ waitingSince }) => waitingSince,
  updated: ({ updatedAt }) => updatedAt,
  checked: ({ check }) => check.lastCheckedAt,
  tenantId: ({ customerTenantId }) => customerTenantId,
};

/** A file of customers for a spreadsheet: name and domain, then the columns chosen. */
export function csvOf(customers: readonly Customer[], columns: readonly Column[]): string {
  const lines = customers.map((one) =>
    csvLine([one.companyName, one.domain, ...columns.map(({ id }) => values[id]?.(one) ?? null)].map(asText)),
  );
  return [headerOf(columns), ...lines, ''].join('\r\n');
}

const headerOf = (columns: readonly Column[]): string =>
  csvLine([t('customers.name'), t('common.domain'), ...columns.map(({ label }) => t(label))]);

/** What the API's export calls our columns. */
const exported: Readonly<Record<string, string>> = {
  status: 'status',
  mayOrder: 'canOrder',
  recipient: 'recipientEmail',
  country: 'country',
  waiting: 'waitingSince',
  updated: 'updatedAt',
  checked: 'lastCheckedAt',
  tenantId: 'customerTenantId',
};

/** The same file of all customers that fit a filter, written by the API; only its header is in the reader's language. */
export async function readExport(
  query: Operations['exportCustomers']['query'],
  columns: readonly Column[],
  signal: AbortSignal,
): Promise<string> {
  const names = columns.flatMap(({ id }) => exported[id] ?? []);
  const input = { query: { ...query, columns: ['companyName', 'domain', ...names].join(',') } };
  const answer = await request('exportCustomers', input, {
    signal,
    accept: 'text/csv',
    limitMs: 10 * 60_000,
  });
  const text = (await answer.text()).replace(/^\uFEFF/, '');
  return text.replace(/^[^\r\n]*/, () => headerOf(columns));
}

/** How many rows a file has below its header. Names have no line breaks. */
export const rowsOf = (text: string): number => text.trimEnd().split('\r\n').length - 1;
