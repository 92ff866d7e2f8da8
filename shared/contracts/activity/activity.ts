import * as z from 'zod';
import { statuses } from '../../domain/customers/record.ts';
import { eventView } from '../customers/history.ts';
import { instant, instantInput, pageSize, repeatable, tenantId } from '../fields.ts';

/** Object ids of agents, or who else acts. */
const actor = z
  .union([z.literal(['customer', 'system']), z.guid().transform((id) => id.toLowerCase())])
  .meta({ description: 'Object id of an agent, `customer` or `system`' });

export const activityQuery = z.strictObject({
  since: instantInput.optional(),
  until: instantInput.optional().meta({ description: 'Not included' }),
  type: repeatable(z.string().max(50))
    .optional()
    .meta({ description: 'Types of events, like `invitationOpened`' }),
  actor: actor.optional(),
  pageSize: pageSize.default(50),
  continuationToken: z.string().max(4096).optional(),
});

export const activityView = z
  .object({
    items: z.array(
      z
        .object({ customerTenantId: z.string(), companyName: z.string(), event: eventView })
        .meta({ id: 'Activity' }),
    ),
    continuationToken: z.string().nullable().meta({
      description: 'Null at the end. A page may have fewer items than asked for, even none, and yet a token.',
    }),
  })
  .meta({ id: 'ActivityList' });

const day = z.iso.date();
const count = z.int();

export const trendsQuery = z.strictObject({
  from: day.optional().meta({ description: 'A day in UTC; without it, 25 weeks before `to`' }),
  to: day.optional().meta({ description: 'A day in UTC, included; without it, today' }),
  interval: z.literal('week').default('week'),
});

const asOf = instant.meta({ description: 'When it was counted; later changes are not in it' });

export const trendsView = z
  .object({
    asOf,
    items: z.array(
      z
        .object({
          start: day.meta({ description: 'Monday of the week, in UTC' }),
          ...{ invited: count, delivered: count, opened: count },
          accepted: z.object({ direct: count, attested: count }),
          ...{ bounced: count, expired: count },
        })
        .meta({ id: 'WeekTrend' }),
    ),
  })
  .meta({ id: 'Trends' });

export const ageingView = z
  .object({
    asOf,
    items: z.array(
      z.object({
        status: z.enum(statuses),
        buckets: z.array(z.object({ fromDays: z.int(), toDays: z.int().nullable(), count })),
      }),
    ),
  })
  .meta({ id: 'Ageing' });

export const resellerListView = z
  .object({
    asOf,
    items: z.array(
      z
        .object({
          resellerTenantId: tenantId,
          name: z.string().nullable().meta({ description: 'Null where Partner Center does not tell it' }),
          byStatus: z.object(
            Object.fromEntries(statuses.map((status) => [status, count])) as Record<
              (typeof statuses)[number],
              typeof count
            >,
          ),
        })
        .meta({ id: 'Reseller' }),
    ),
  })
  .meta({ id: 'ResellerList' });
