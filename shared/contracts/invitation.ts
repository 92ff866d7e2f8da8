import * as z from 'zod';
import type { Language } from '../domain/record.ts';
import type { InvitationRequest } from '../domain/invitation.ts';
import { AgreementError } from '../domain/errors.ts';
import { customerView } from './customer.ts';
import { emailAddress, freeText, language, personName, phone, tenantId } from './fields.ts';

/** Body of `POST /customers/{customerTenantId}/invitations`. */
export const invitationBody = z
  .strictObject({
    kind: z.literal('existingCustomer').default('existingCustomer'),
    recipient: z.strictObject({
      firstName: personName.nullish(),
      lastName: personName.nullish(),
      email: emailAddress,
      phone: phone.nullish(),
    }),
    language: language.nullish(),
    note: freeText(500).nullish().meta({ description: 'Plain text, shown as a quotation' }),
    delivery: z.enum(['email', 'link']).default('email'),
  })
  .meta({ id: 'InvitationRequest' });

/** Commands on an existing invitation have nothing to say in their body. */
export const emptyBody = z.strictObject({}).optional().meta({ description: 'Nothing, or an empty object' });

/** Absent parts become null, as everywhere inside. */
export function readInvitation(
  body: z.output<typeof invitationBody>,
): Omit<InvitationRequest, 'language'> & { language: Language | null } {
  const { kind, delivery, recipient } = body;
  const { email, firstName = null, lastName = null, phone: number = null } = recipient;
  const note = body.note ? body.note : null;
  return {
    kind,
    delivery,
    note,
    language: body.language ?? null,
    recipient: { firstName, lastName, email, phone: number },
  };
}

/** `{tenantId}.{number}`, see `invitationId`. What cannot be one of ours is not found. */
export const invitationPath = z.strictObject({ invitationId: z.string() });

/** @throws {AgreementError} `INVITATION_NOT_FOUND` */
export function readInvitationId(id: string): { customerTenantId: string; invitationNumber: number } {
  const [tenant, number, ...rest] = id.split('.');
  const customerTenantId = tenantId.safeParse(tenant);
  if (!customerTenantId.success || !number || !/^[1-9]\d{0,8}$/.test(number) || rest.length > 0) {
    throw new AgreementError('INVITATION_NOT_FOUND', 'There is no invitation with this id.');
  }
  return { customerTenantId: customerTenantId.data, invitationNumber: Number(number) };
}

/** What a partner needs to send a link by hand. */
export const linkContent = z
  .object({ subject: z.string(), text: z.string(), html: z.string(), mailto: z.string() })
  .meta({ id: 'LinkContent' });

export const invitedView = customerView
  .extend({
    content: linkContent.nullable().meta({ description: 'To copy, when delivery is "link"; else null' }),
  })
  .meta({ id: 'InvitedCustomer' });
