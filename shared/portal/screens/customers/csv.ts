import type { Customer } from '../../../client/operations.ts';
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
  const header = [t('customers.name'), t('common.domain'), ...columns.map(({ label }) => t(label))];
  const lines = customers.map((one) =>
    csvLine([one.companyName, one.domain, ...columns.map(({ id }) => values[id]?.(one) ?? null)].map(asText)),
  );
  return [csvLine(header), ...lines, ''].join('\r\n');
}
