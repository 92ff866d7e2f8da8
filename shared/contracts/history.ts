import * as z from 'zod';
import { instant, pageSize } from './fields.ts';

export const historyQuery = z.strictObject({
  pageSize: pageSize.default(100),
  continuationToken: z.string().max(4096).optional(),
});

export const eventView = z
  .object({
    version: z.int(),
    type: z.string(),
    at: instant,
    by: z.object({ kind: z.enum(['agent', 'customer', 'system']), id: z.string().optional() }),
    microsoft: z
      .object({ requestId: z.string().nullable(), correlationId: z.string().nullable() })
      .nullable(),
    data: z.record(z.string(), z.unknown()),
    previousHash: z.string(),
    hash: z.string().meta({ description: 'SHA-256 over the canonical JSON of the event without this field' }),
  })
  .meta({ id: 'Event' });

export const historyView = z
  .object({ items: z.array(eventView), continuationToken: z.string().nullable() })
  .meta({ id: 'History' });

export type EventView = z.infer<typeof eventView>;
