import * as z from 'zod';
import { acceptanceView } from './customer.ts';
import { instant } from '../fields.ts';
import { chainView, eventView } from './history.ts';
import { statuses } from '../../domain/customers/record.ts';

export const evidenceQuery = z.strictObject({
  format: z
    .enum(['json', 'html'])
    .optional()
    .meta({ description: 'A printable page with `html`, also where `Accept` prefers text/html' }),
});

export const evidenceView = z
  .object({
    customerTenantId: z.string(),
    companyName: z.string(),
    domain: z.string(),
    country: z.string().nullable(),
    resellerTenantId: z.string().nullable(),
    status: z.enum(statuses),
    acceptance: acceptanceView.nullable(),
    source: z.enum(['directSignStatus', 'agreements']).nullable(),
    asOf: instant.nullable().meta({ description: 'When Microsoft was last asked' }),
    collectedAt: instant,
    chain: chainView,
    events: z.array(eventView),
  })
  .meta({ id: 'Evidence' });

export type EvidenceView = z.infer<typeof evidenceView>;
