import * as z from 'zod';
import { instant, pageSize } from '../fields.ts';

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
      .object({
        requestId: z.string().nullable(),
        correlationId: z.string().nullable(),
        code: z.string().optional().meta({ description: 'Microsoft’s code, where it refused' }),
      })
      .nullable(),
    data: z.record(z.string(), z.unknown()),
    previousHash: z.string(),
    hash: z.string().meta({ description: 'SHA-256 over the canonical JSON of the event without this field' }),
    withheld: z.string().optional().meta({
      description:
        'A secret that the hash covers, and of which only the digest is shown; see `chain.algorithm`',
    }),
  })
  .meta({ id: 'Event' });

/** Whether a history is what was written. */
export const chainView = z
  .object({
    isWhole: z.boolean(),
    brokenAt: z
      .object({ version: z.int(), reason: z.string() })
      .nullable()
      .meta({ description: 'The first event that is not what was written' }),
    events: z.int(),
    headHash: z.string().meta({ description: 'Of the newest event, as the record knows it' }),
    algorithm: z.string(),
  })
  .meta({ id: 'Chain' });

export type ChainView = z.infer<typeof chainView>;

export const historyView = z
  .object({ items: z.array(eventView), continuationToken: z.string().nullable() })
  .meta({ id: 'History' });

export type EventView = z.infer<typeof eventView>;
