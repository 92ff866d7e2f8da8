import * as z from 'zod';
import type { AgreementRecord } from '../../domain/customers/record.ts';
import { readiness } from '../../domain/customers/readiness.ts';
import { statusReason } from '../../domain/customers/statusReason.ts';
import { waitingSince } from '../../domain/waitingSince.ts';
import { csvLine } from '../csvLine.ts';
import { customerFilters } from './customerList.ts';

type Exported = { readonly record: AgreementRecord; readonly times: { readonly lastCheckedAt: Date | null } };
type Cell = string | number | boolean | Date | null | undefined;

const cells = {
  customerTenantId: ({ record }) => record.customerTenantId,
  companyName: ({ record }) => record.companyName,
  domain: ({ record }) => record.domain,
  country: ({ record }) => record.country,
  resellerTenantId: ({ record }) => record.resellerTenantId,
  status: ({ record }) => record.status,
  statusReason: ({ record }) => statusReason(record)?.code,
  canOrder: ({ record }) => readiness(record).canOrder,
  acceptancePath: ({ record: { standing } }) =>
    standing.kind === 'accepted' ? standing.acceptance.path : null,
  acceptedAt: ({ record: { standing } }) =>
    standing.kind === 'accepted' ? standing.acceptance.acceptedAt : null,
  waitingSince: ({ record }) => waitingSince(record),
  recipientEmail: ({ record: { invitation, attestation, status } }) =>
    status === 'attesting' ? attestation?.signatory.email : invitation?.recipient.email,
  lastCheckedAt: ({ times }) => times.lastCheckedAt,
  updatedAt: ({ record }) => record.updatedAt,
} as const satisfies Record<string, (customer: Exported) => Cell>;

type Column = keyof typeof cells;
const columnNames = Object.keys(cells) as [Column, ...Column[]];
const known: readonly string[] = columnNames;

export const customerExportQuery = z.strictObject({
  ...customerFilters,
  columns: z
    .string()
    .max(500)
    .transform((text) => text.split(',').map((name) => name.trim()))
    .refine((names) => names.every((name) => known.includes(name)), `has a name beside ${known.join(', ')}`)
    .transform((names) => [...new Set(names)] as Column[])
    .optional()
    .meta({
      description: `Names joined by commas, in the order wanted; all when absent: ${known.join(', ')}`,
    }),
});

export const customerExportView = z
  .string()
  .meta({ description: 'CSV in UTF-8 (RFC 4180) with a byte order mark and a line of names' });

/** A line of names, and one for each customer. */
export async function* customerLines(
  customers: AsyncIterable<Exported>,
  columns: readonly Column[] = columnNames,
): AsyncGenerator<string, void, undefined> {
  // Spreadsheets know by the mark that it is UTF-8.
  yield `\uFEFF${csvLine(columns)}`;
  for await (const customer of customers) {
    yield csvLine(columns.map((name) => textOf(cells[name](customer))));
  }
}

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString() : String(cell);
}
