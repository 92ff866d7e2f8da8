import * as z from 'zod';
import { readinessView } from './customer.ts';
import { domainName, instant } from '../fields.ts';

const maxAgeSeconds = z
  .string()
  .regex(/^\d{1,8}$/, 'is not a whole number of seconds, at most 8 digits')
  .transform(Number)
  .meta({ wire: { type: 'integer', minimum: 0, maximum: 99_999_999 } })
  .optional()
  .meta({
    description:
      'How old the knowledge may be. Older than that, Microsoft is asked before the answer, for some seconds at most.',
  });

export const readinessQuery = z.strictObject({ maxAgeSeconds });
/** Body of `POST /customers/{customerTenantId}/order-refusals`. */
export const orderRefusalBody = z
  .strictObject({
    code: z
      .union([z.literal(13605), z.literal('13605')])
      .meta({ description: 'Of Partner Center’s refusal; 13605 says that the agreement is missing' }),
  })
  .meta({ id: 'OrderRefusal' });

export const readinessByDomainQuery = z.strictObject({
  domain: z
    .string()
    // A name server's way to say that the name is whole.
    .transform((text) => text.replace(/\.$/, ''))
    .pipe(domainName)
    .meta({
      description: "The customer's domain at Partner Center, in full; `xn--` and its letters are the same",
    }),
  maxAgeSeconds,
});

const reason = z.object({ code: z.string(), detail: z.string() });

export const customerReadinessView = readinessView
  .extend({
    customerTenantId: z.string(),
    asOf: instant.nullable().meta({
      description:
        'Microsoft said so at this instant or later: a look without news moves it only where `maxAgeSeconds` asks',
    }),
    ageSeconds: z.int().nullable().meta({ description: 'How long ago that was; null when nobody ever knew' }),
    reason: reason.nullable().meta({ description: 'Why the newest look at Microsoft, or the mail, failed' }),
    check: z
      .object({
        outcome: z.enum(['notNeeded', 'made', 'failed']),
        reason: reason.nullable(),
      })
      .nullable()
      .meta({
        description: 'What became of `maxAgeSeconds`; after `failed` the rest is what was known before',
      }),
  })
  .meta({ id: 'CustomerReadiness' });

export type CustomerReadinessView = z.infer<typeof customerReadinessView>;
