import { z } from 'zod';

// What the desk shows of the API's answers (/api/v1/openapi.json); more may come and is left unread.

const person = z.object({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string(),
});

const reason = z.object({ code: z.string(), detail: z.string() }).nullable();

const invitation = z.object({
  id: z.string(),
  delivery: z.enum(['email', 'link']),
  recipient: person,
  language: z.string(),
  note: z.string().nullable(),
  state: z.string(),
  url: z.string(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  openedAt: z.string().nullable(),
  expiresAt: z.string(),
});

/** One agreement record. */
export const customer = z.object({
  customerTenantId: z.string(),
  companyName: z.string(),
  domain: z.string(),
  country: z.string().nullable(),
  status: z.string(),
  statusReason: reason,
  invitation: invitation.nullable(),
  readiness: z.object({
    canOrder: z.boolean().nullable(),
    code: z.string(),
    detail: z.string(),
    nextAction: z.string(),
  }),
  check: z.object({
    lastCheckedAt: z.string().nullable(),
    nextCheckAt: z.string(),
    source: z.string().nullable(),
  }),
  version: z.number(),
});

export const webhookEndpoint = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  state: z.string(),
  disabled: z.object({ reason: z.string(), at: z.string() }).nullable(),
  failingSince: z.string().nullable(),
});

export const customerList = z.object({ items: z.array(customer), continuationToken: z.string().nullable() });

export const summary = z.object({
  total: z.number(),
  byStatus: z.record(z.string(), z.number()),
  lastReconciliation: z.object({ finishedAt: z.string() }).nullable(),
});

export const confirmation = z.object({
  provided: z.boolean().nullable(),
  path: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  signatory: person.nullable(),
  source: z.string().nullable(),
  asOf: z.string().nullable(),
  reason,
});

export const history = z.object({
  items: z.array(
    z.object({
      version: z.number(),
      type: z.string(),
      at: z.string(),
      by: z.object({ kind: z.string(), id: z.string().optional() }),
      microsoft: z
        .object({ requestId: z.string().nullable(), correlationId: z.string().nullable() })
        .nullable(),
      data: z.record(z.string(), z.unknown()),
      hash: z.string(),
    }),
  ),
  continuationToken: z.string().nullable(),
});

const linkContent = z.object({ subject: z.string(), text: z.string(), html: z.string(), mailto: z.string() });

export const relationshipInvitation = z.object({
  id: z.string(),
  state: z.string(),
  stateReason: z.string().nullable(),
  companyName: z.string().nullable(),
  recipient: z.object({ email: z.string() }),
  sentAt: z.string().nullable(),
  openedAt: z.string().nullable(),
  expiresAt: z.string(),
  remindersSent: z.number(),
  customerTenantId: z.string().nullable(),
});

/** The answer to an invitation: the record, and what to copy when the partner sends the link. */
export const invited = customer.extend({ content: linkContent.nullable() });

/** A problem document (RFC 9457) as this API writes it. */
export const problemDocument = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).default([]),
  requestId: z.string().optional(),
});

export type Customer = z.infer<typeof customer>;
export type CustomerList = z.infer<typeof customerList>;
export type Summary = z.infer<typeof summary>;
export type Confirmation = z.infer<typeof confirmation>;
export type History = z.infer<typeof history>;
export type Invitation = z.infer<typeof invitation>;
export type LinkContent = z.infer<typeof linkContent>;
export type RelationshipInvitation = z.infer<typeof relationshipInvitation>;
export type WebhookEndpoint = z.infer<typeof webhookEndpoint>;
