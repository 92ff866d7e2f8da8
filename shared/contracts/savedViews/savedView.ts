import * as z from 'zod';
import { instant, oneLine, tenantId } from '../fields.ts';

/** Body of `POST /views`. */
export const savedViewBody = z
  .strictObject({
    name: oneLine(80),
    query: z
      .string()
      .regex(/^[\x21-\x7e]{0,2000}$/, 'is not the query of an address, at most 2,000 characters')
      .meta({
        description: 'Query of an address without the question mark, like `status=invited&sort=name`',
      }),
    isShared: z.boolean().default(false).meta({ description: 'Whether everybody sees it' }),
  })
  .meta({ id: 'SavedViewRequest' });

export const savedViewPath = z.strictObject({ viewId: tenantId });

export const savedViewView = z
  .object({
    id: z.string(),
    name: z.string(),
    query: z.string(),
    isShared: z.boolean(),
    ownerId: z.string().meta({ description: 'Object id of who made it' }),
    createdAt: instant,
  })
  .meta({ id: 'SavedView' });

export const savedViewListView = z
  .object({ items: z.array(savedViewView).meta({ description: 'Own and shared ones, by name' }) })
  .meta({ id: 'SavedViewList' });

export type SavedViewView = z.infer<typeof savedViewView>;
