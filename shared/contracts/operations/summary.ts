import * as z from 'zod';
import { statuses, type Status } from '../../domain/customers/record.ts';
import { instant } from '../fields.ts';

const run = z.object({
  startedAt: instant,
  finishedAt: instant,
  due: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  postponed: z.int(),
  failed: z.int(),
});

export const runView = z
  .object({
    id: z.string(),
    state: z.enum(['requested', 'running', 'finished']),
    startedAt: instant.meta({ description: 'While it is only requested, when it was asked for' }),
    updatedAt: instant,
    due: z.int(),
    done: z.int(),
    perMinute: z.int(),
    estimatedEndAt: instant.nullable().meta({ description: 'Null while nobody can tell' }),
    lastError: z.object({ code: z.string(), at: instant }).nullable(),
  })
  .meta({ id: 'Reconciliation' });

const budget = z.object({ callsPerMinute: z.int(), pausedUntil: instant.nullable() });

const audit = z.object({
  startedAt: instant,
  finishedAt: instant.nullable(),
  looked: z.int(),
  mended: z.int(),
  lastMendedAt: instant.nullable(),
});

export const discovery = z.object({
  startedAt: instant,
  finishedAt: instant.nullable(),
  seen: z.int(),
  added: z.int(),
  changed: z.int(),
  lost: z.int(),
});

export const startedDiscoveryView = z
  .object({
    last: discovery.nullable().meta({ description: 'The newest that has begun; null before the first' }),
  })
  .meta({ id: 'StartedDiscovery' });

/** The line in which all mails wait for the mail service's quota. */
export const mailView = z
  .object({
    waiting: z.int().meta({
      description:
        'Mails with a place in the line still to come. A mail takes its place when it is first tried, seconds after it was asked for; one that was cancelled keeps its place until then. During a pause also those that it stopped.',
    }),
    lastAt: instant.nullable().meta({ description: 'When the last of them will go out, as it looks now' }),
    perMinute: z.int(),
    perHour: z.int(),
    paused: z
      .object({
        reason: z.enum(['throttled', 'senderRefused', 'bounces']),
        since: instant,
        until: instant.meta({ description: 'Then sending is tried again by itself' }),
      })
      .nullable(),
    reported: z.int().meta({ description: 'Of the last 200 mails, those that were reported' }),
    hardBounces: z.int().meta({ description: 'How many of those went to an address that does not exist' }),
  })
  .meta({ id: 'MailLine' });

export type MailView = z.infer<typeof mailView>;

export const summaryView = z
  .object({
    total: z.int(),
    byStatus: z.object(
      Object.fromEntries(statuses.map((status) => [status, z.int()])) as Record<Status, z.ZodInt>,
    ),
    ambiguousProspects: z.int().meta({
      description: 'Relationship invitations of which an agent has to say which customer accepted',
    }),
    reconciliation: runView
      .nullable()
      .meta({ description: 'The newest with anything to do, also when it has ended' }),
    lastReconciliation: run.nullable(),
    nextReconciliationAt: instant.nullable(),
    discovery: discovery.nullable(),
    mail: mailView,
    callBudget: budget,
    audit: audit.nullable(),
  })
  .meta({ id: 'Summary' });

export type RunView = z.infer<typeof runView>;
export type SummaryView = z.infer<typeof summaryView>;
