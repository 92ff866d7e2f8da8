import * as z from 'zod';
import { attestationView, customerView } from '../customers/customer.ts';
import { limits } from '../../domain/limits.ts';
import { country, emailAddress, oneLine, personName, phone, tenantId } from '../fields.ts';
import { linkContent, warnings } from '../invitations/invitation.ts';

const dayOrInstant =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/** `2026-02-30` is neither. A day keeps that it is one: whether it has begun depends on the country. */
const acceptedAt = z
  .string()
  .regex(dayOrInstant, {
    error: 'is neither a day like 2026-03-02 (year, month, day) nor an instant like 2026-03-02T09:00:00Z',
    abort: true,
  })
  .refine(isInCalendar, 'is not in the calendar')
  .transform((text) => ({ at: new Date(text), isDay: text.length === 10 }))
  .meta({
    description:
      'When the customer accepted: a day in the customer’s country, or an instant with its zone; from 2019 on, and never in the future. Now, if absent. Only the classic mode needs it: in the enhanced mode Microsoft records the instant, and this one stays in the history.',
  });

function isInCalendar(text: string): boolean {
  const day = text.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const languageTag = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}$/, 'is not a language tag like fr-FR')
  .meta({ description: 'Of the agreement and the mail; where Microsoft does not offer it, en-US' });

/** Body of `POST /customers/{customerTenantId}/attestations`. */
export const attestationBody = z
  .strictObject({
    signatory: z
      .strictObject({
        firstName: personName,
        lastName: personName,
        email: emailAddress,
        phone: phone.nullish(),
      })
      .meta({ description: 'The person at the customer who accepts' }),
    acceptedAt: acceptedAt.nullish(),
    companyName: oneLine(limits.companyNameLength)
      .nullish()
      .meta({ description: 'That of the record, if absent' }),
    country: country
      .nullish()
      .meta({ description: 'Of the customer’s address; that of the record, if absent' }),
    language: languageTag.nullish(),
    delivery: z
      .enum(['email', 'link'])
      .default('email')
      .meta({ description: 'Of the link in the enhanced mode; the classic mode has none' }),
  })
  .meta({ id: 'AttestationRequest' });

export type AttestationBody = z.output<typeof attestationBody>;

export const attestationPath = z.strictObject({ customerTenantId: tenantId, attestationId: z.string() });

const url = z.string().nullable().meta({
  description:
    'The signatory’s link: who has it can accept. Null for roles that may not attest, and when it is over.',
});

export const attestationProgressView = attestationView.extend({ url }).meta({ id: 'AttestationProgress' });

export const attestedView = customerView
  .extend({
    attestation: attestationProgressView.nullable(),
    warnings,
    content: linkContent.nullable().meta({ description: 'To copy, when delivery is "link"; else null' }),
  })
  .meta({ id: 'AttestedCustomer' });
