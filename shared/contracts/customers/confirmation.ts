import * as z from 'zod';
import { acceptanceView, personView } from './customer.ts';
import { instant } from '../fields.ts';

export const confirmationView = z
  .object({
    customerTenantId: z.string(),
    provided: z
      .boolean()
      .nullable()
      .meta({ description: 'Null when Microsoft could not be asked; see `reason`' }),
    path: acceptanceView.shape.path.nullable(),
    acceptedAt: instant.nullable(),
    signatory: personView.nullable(),
    reacceptanceRequired: z
      .boolean()
      .meta({ description: 'True when an acceptance exists but is older than the cut-off' }),
    source: z.enum(['directSignStatus', 'agreements']).nullable(),
    asOf: instant.nullable(),
    reason: z.object({ code: z.string(), detail: z.string() }).nullable(),
  })
  .meta({ id: 'Confirmation' });

export type ConfirmationView = z.infer<typeof confirmationView>;
