import * as z from 'zod';
import { conditions, type ConditionName } from '../../domain/connection/connection.ts';
import { instant } from '../fields.ts';

const state = z.enum(['ok', 'warn', 'fail']);

export const connectionView = z
  .object({
    state: state.meta({ description: 'The worst of all parts' }),
    checkedAt: instant,
    probes: z.array(
      z.object({
        name: z.string(),
        state,
        condition: z.enum(Object.keys(conditions) as [ConditionName, ...ConditionName[]]),
        meaning: z.string(),
        fix: z.string().nullable().meta({ description: 'Null where there is nothing to mend' }),
        facts: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
          .meta({ description: 'Codes, counts and instants; no names and no secrets' }),
      }),
    ),
  })
  .meta({ id: 'Connection' });

export type ConnectionView = z.infer<typeof connectionView>;
