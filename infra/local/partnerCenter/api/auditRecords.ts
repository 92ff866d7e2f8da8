import { Hono } from 'hono';
import { z } from 'zod';
import { only } from '../access.ts';
import type { ApiContext, ApiEnv } from '../apiEnv.ts';
import { link } from '../customers/customerWire.ts';
import { badInput, refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import type { AuditRecord } from '../auditRecord.ts';

const dayMs = 24 * 60 * 60_000;
/** Documented: without a start the last 30 days, no window is longer, and none begins before 90 days ago. */
const maxMs = 30 * dayMs;
const oldestMs = 90 * dayMs;
const defaultSize = 500;

const text = z.string().toLowerCase();
const filterShape = z.discriminatedUnion('Field', [
  z.object({ Field: z.literal('CompanyName'), Value: text, Operator: z.literal('substring') }),
  z.object({ Field: z.literal('CustomerId'), Value: text, Operator: z.literal('equals') }),
  z.object({ Field: z.literal('ResourceType'), Value: text, Operator: z.literal('equals') }),
]);
type Filter = z.infer<typeof filterShape>;

/** What the partner did and what its customers agreed to, as the activity log has it. */
export function auditRecords(state: State): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/auditrecords', only('both'), (c) => {
      const { from, until } = readWindow(c, state.clock());
      const filter = readFilter(c.req.query('filter'));
      const found = state.activities
        .filter(({ operationDate }) => Date.parse(operationDate) >= from && Date.parse(operationDate) < until)
        .filter((record) => !filter || fits(record, filter))
        .toReversed();
      const { start, size } = readPage(c);
      const items = found.slice(start, start + size).map(wire);
      const next = start + size < found.length ? String(start + size) : undefined;
      const query = new URL(c.req.url).searchParams;
      const uri = `/auditrecords?${query.toString()}`;
      query.set('seekOperation', 'Next');
      return c.json({
        totalCount: items.length,
        items,
        ...(next && { continuationToken: next }),
        links: {
          self: link(uri),
          ...(next && {
            next: link(`/auditrecords?${query.toString()}`, [{ key: 'MS-ContinuationToken', value: next }]),
          }),
        },
        attributes: { objectType: 'Collection' },
      });
    })
    .get('/auditrecords/:id', only('both'), (c) => {
      const found = state.activities.find(({ id }) => id === c.req.param('id'));
      if (!found) throw refusal(404, 1000, 'The audit record was not found.');
      return c.json(wire(found));
    });
}

function wire(record: AuditRecord) {
  return { ...record, participants: [], attributes: { objectType: 'AuditRecord' } };
}

/** Both days count whole. */
function readWindow(c: ApiContext, now: Date): { from: number; until: number } {
  const startDate = readDay(c.req.query('startDate'));
  const endDate = readDay(c.req.query('endDate'));
  const end = endDate ?? now;
  const start = startDate ?? new Date(end.getTime() - maxMs);
  if (startDate && now.getTime() - startDate.getTime() > oldestMs)
    throw badInput('The start date is older than 90 days.');
  if (end.getTime() - start.getTime() > maxMs || end < start)
    throw badInput('The window has to be of 30 days at most.');
  return { from: start.getTime(), until: endDate ? endDate.getTime() + dayMs : now.getTime() + 1 };
}

function readDay(day: string | undefined): Date | undefined {
  if (day === undefined) return undefined;
  if (!z.iso.date().safeParse(day).success) throw badInput('Dates have the form yyyy-mm-dd.');
  return new Date(`${day}T00:00:00Z`);
}

function readPage(c: ApiContext): { start: number; size: number } {
  const size = c.req.query('size') ?? String(defaultSize);
  const token = c.req.query('seekOperation') === 'Next' ? (c.req.header('ms-continuationtoken') ?? '') : '0';
  if (!/^[1-9]\d{0,3}$/.test(size)) throw badInput('Size must be a number.');
  if (!/^\d{1,6}$/.test(token)) throw badInput('The continuation token is missing or not valid.');
  return { start: Number(token), size: Number(size) };
}

function readFilter(given: string | undefined): Filter | undefined {
  if (given === undefined) return undefined;
  try {
    return filterShape.parse(JSON.parse(given));
  } catch {
    throw badInput('The filter is not valid.');
  }
}

/** Values count in any case (documented). */
function fits({ customerName, customerId, resourceType }: AuditRecord, { Field, Value }: Filter): boolean {
  switch (Field) {
    case 'CompanyName':
      return customerName.toLowerCase().includes(Value);
    case 'CustomerId':
      return customerId === Value;
    case 'ResourceType':
      return resourceType.toLowerCase() === Value;
  }
}
