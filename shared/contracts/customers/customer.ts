import * as z from 'zod';
import {
  attestationFailures,
  attestationModes,
  attestationStates,
} from '../../domain/customers/attestation.ts';
import { statuses } from '../../domain/customers/record.ts';
import { nextActions, readinessCodes } from '../../domain/customers/readiness.ts';
import { instant, tenantId } from '../fields.ts';
import { deliveries } from '../../domain/delivery.ts';
import { languages } from '../../domain/language.ts';

export const personView = z
  .object({
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    email: z.string(),
    phone: z.string().nullable(),
  })
  .meta({ id: 'Person' });

export const acceptanceView = z
  .object({
    path: z.enum(['customerDirect', 'partnerAttestation']),
    acceptedAt: instant
      .nullable()
      .meta({ description: 'Null for a direct acceptance: Microsoft gives no date' }),
    signatory: personView.nullable(),
  })
  .meta({ id: 'Acceptance' });

export const readinessView = z
  .object({
    canOrder: z.boolean().nullable().meta({ description: 'Null when nobody knows' }),
    code: z.enum(readinessCodes),
    detail: z.string(),
    nextAction: z.enum(nextActions),
  })
  .meta({ id: 'Readiness' });

const deliveryReport = z
  .enum(deliveries)
  .nullable()
  .meta({ description: 'What the mail service reported of the newest mail; null until it reported' });

const reminders = {
  remindersSent: z.int(),
  nextReminderAt: instant.nullable().meta({ description: 'Null when no reminder will go out' }),
};

export const invitationView = z
  .object({
    id: z.string().meta({ description: 'Opaque; for resend and cancel' }),
    kind: z.enum(['existingCustomer', 'newCustomer']),
    delivery: z.enum(['email', 'link']),
    recipient: personView,
    language: z.enum(languages),
    note: z.string().nullable(),
    state: z.enum(['open', 'undeliverable', 'expired', 'cancelled', 'declined', 'fulfilled']),
    url: z
      .string()
      .nullable()
      .meta({ description: 'The stable link for the customer; null for Viewers, since it acts' }),
    createdAt: instant,
    sentAt: instant
      .nullable()
      .meta({ description: 'When the mail service took the mail; that is not yet delivery' }),
    deliveryReport,
    openedAt: instant.nullable(),
    ...reminders,
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' });

export const attestationView = z
  .object({
    id: z.string().meta({ description: 'Opaque; for reading its progress, resend and cancel' }),
    mode: z.enum(attestationModes),
    state: z.enum(attestationStates),
    delivery: z.enum(['email', 'link']),
    signatory: personView,
    companyName: z.string(),
    country: z.string(),
    language: z.string().meta({ description: 'Of the agreement, as Microsoft offers it in that country' }),
    languageFallback: z
      .boolean()
      .meta({ description: 'True when the language asked for is not offered there' }),
    isUpdate: z
      .boolean()
      .meta({ description: 'True where it puts another signatory on record of a customer who has accepted' }),
    acceptedAt: instant.nullable().meta({
      description: 'When the customer accepted: as Microsoft says, in the classic mode as the partner says',
    }),
    createdAt: instant,
    sentAt: instant.nullable().meta({ description: 'When the mail service took the mail with the link' }),
    deliveryReport,
    openedAt: instant.nullable().meta({ description: 'When the present link was first opened' }),
    ...reminders,
    expiresAt: instant.meta({ description: 'Until then links that run out at Microsoft are replaced' }),
    links: z.int().meta({ description: 'How many of Microsoft’s links it took so far' }),
    endedAt: instant.nullable(),
    failure: z
      .object({
        code: z.enum(attestationFailures),
        detail: z.string(),
        partnerCenter: z.object({ code: z.string(), correlationId: z.string().nullable() }).nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Attestation' });

export const customerView = z
  .object({
    customerTenantId: z.string(),
    companyName: z.string(),
    domain: z.string(),
    country: z.string().nullable(),
    resellerTenantId: z.string().nullable(),
    status: z.enum(statuses),
    statusReason: z.object({ code: z.string(), detail: z.string() }).nullable(),
    acceptance: acceptanceView.nullable(),
    invitation: invitationView.nullable(),
    attestation: attestationView.nullable(),
    readiness: readinessView,
    waitingSince: instant
      .nullable()
      .meta({ description: 'Since when the customer has been asked; null where no answer is awaited' }),
    check: z.object({
      lastCheckedAt: instant.nullable(),
      nextCheckAt: instant,
      source: z.enum(['directSignStatus', 'agreements']).nullable(),
    }),
    version: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Customer' });

export type AcceptanceView = z.infer<typeof acceptanceView>;
export type AttestationView = z.infer<typeof attestationView>;
export type CustomerView = z.infer<typeof customerView>;

export const customerPath = z.strictObject({ customerTenantId: tenantId });
