import * as z from 'zod';
import { instant } from '../fields.ts';

export const queuePath = z.strictObject({ queueName: z.string().max(63) });
export const poisonMessagePath = queuePath.extend({ messageId: z.string().max(64) });

export const queueListView = z
  .object({
    items: z.array(
      z.object({
        queueName: z.string(),
        depth: z.int().meta({ description: 'About how many messages there are' }),
        oldestAgeSeconds: z.int(),
        poisonDepth: z.int().meta({ description: 'About how many failed for good' }),
      }),
    ),
  })
  .meta({ id: 'QueueList' });

export const poisonMessageListView = z
  .object({
    total: z.int().meta({ description: 'About how many there are; the oldest 32 are listed' }),
    items: z.array(
      z.object({
        id: z.string(),
        customerTenantId: z.string().nullable(),
        insertedAt: instant,
        expiresAt: instant.meta({ description: 'When the queue drops the message' }),
        reason: z
          .object({
            code: z
              .string()
              .meta({ description: 'Of the last attempt: one of ours, or the name of an error' }),
            functionName: z.string(),
            attempts: z.int().nullable(),
            failedAt: instant,
          })
          .nullable()
          .meta({ description: 'Null when the function never got to say it' }),
      }),
    ),
  })
  .meta({ id: 'PoisonMessageList' });

export const replayView = z
  .object({ replayed: z.int().meta({ description: 'How many messages went back to their queue' }) })
  .meta({ id: 'Replay' });

export type QueueListView = z.infer<typeof queueListView>;
export type PoisonMessageListView = z.infer<typeof poisonMessageListView>;
