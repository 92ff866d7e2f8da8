import * as z from 'zod';
import { instant, pageSize } from '../fields.ts';

export const brandVersionQuery = z.strictObject({
  pageSize: pageSize.default(100),
  continuationToken: z.string().max(4096).optional(),
});

export const brandVersionListView = z
  .object({
    items: z.array(
      z
        .object({
          version: z.int(),
          savedAt: instant,
          by: z.string().meta({ description: 'Object id of the agent who saved it' }),
        })
        .meta({ id: 'MailBrandVersion' }),
    ),
    continuationToken: z.string().nullable(),
  })
  .meta({ id: 'MailBrandVersionList' });
