import * as z from 'zod';
import { statuses, type Status } from '../domain/record.ts';
import { instant } from './fields.ts';

const run = z.object({
  startedAt: instant,
  finishedAt: instant,
  due: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  postponed: z.int(),
  failed: z.int(),
});

const discovery = z.object({
  startedAt: instant,
  finishedAt: instant.nullable(),
  seen: z.int(),
  added: z.int(),
  changed: z.int(),
  lost: z.int(),
});

export const summaryView = z
  .object({
    total: z.int(),
    byStatus: z.object(
      Object.fromEntries(statuses.map((status) => [status, z.int()])) as Record<Status, z.ZodInt>,
    ),
    lastReconciliation: run.nullable(),
    nextReconciliationAt: instant.nullable(),
    discovery: discovery.nullable(),
  })
  .meta({ id: 'Summary' });

export type SummaryView = z.infer<typeof summaryView>;
