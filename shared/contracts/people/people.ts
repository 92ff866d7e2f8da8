import * as z from 'zod';
import { instant, tenantId } from '../fields.ts';

const objectId = tenantId.meta({ description: 'Object id in Entra, as histories have it' });
const maxIds = 100;

/** Query of `GET /people`. */
export const peopleQuery = z.strictObject({
  ids: z
    .string()
    .max(maxIds * 37)
    .transform((text) => text.split(','))
    .pipe(z.array(objectId).min(1).max(maxIds))
    .meta({ description: 'Object ids, separated by commas, at most 100' }),
});

export const personPath = z.strictObject({ personId: objectId });

export const peopleView = z
  .object({
    items: z
      .array(z.object({ id: z.string(), name: z.string(), lastSeenAt: instant }))
      .meta({ description: 'Those whose name is known, in the order that was asked for' }),
  })
  .meta({ id: 'People' });

export type PeopleView = z.infer<typeof peopleView>;
