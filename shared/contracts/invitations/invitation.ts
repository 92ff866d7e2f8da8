import * as z from 'zod';
import { customerView } from '../customers/customer.ts';
import { limits } from '../../domain/limits.ts';
import { emailAddress, freeText, language, personName, phone } from '../fields.ts';

/** Body of `POST /customers/{customerTenantId}/invitations`. */
export const invitationBody = z
  .strictObject({
    kind: z.enum(['existingCustomer', 'newCustomer']).default('existingCustomer').meta({
      description: '"newCustomer" adds the hand-over link while first credentials wait to be seen',
    }),
    recipient: z.strictObject({
      firstName: personName.nullish(),
      lastName: personName.nullish(),
      email: emailAddress,
      phone: phone.nullish(),
    }),
    language: language.nullish(),
    note: freeText(limits.noteLength).nullish().meta({ description: 'Plain text, shown as a quotation' }),
    delivery: z.enum(['email', 'link']).default('email'),
  })
  .meta({ id: 'InvitationRequest' });

export type InvitationBody = z.output<typeof invitationBody>;

/** Commands on an existing invitation have nothing to say in their body. */
export const emptyBody = z.strictObject({}).optional().meta({ description: 'Nothing, or an empty object' });

/** `{tenantId}.{number}`, see `invitationId`. What cannot be one of ours is not found. */
export const invitationPath = z.strictObject({ invitationId: z.string() });

/** What a partner needs to send a link by hand. */
export const linkContent = z
  .object({ subject: z.string(), text: z.string(), html: z.string(), mailto: z.string() })
  .meta({ id: 'LinkContent' });

export const warnings = z.array(z.object({ code: z.string(), detail: z.string() })).meta({
  description: 'What the call could not make sure of, like whether the customer has accepted already',
});

/** Answer of the `…/content` calls. */
export const contentView = linkContent
  .extend({ url: z.string().meta({ description: 'The stable link: who has it can act for the customer' }) })
  .meta({ id: 'Content' });

/** Answer of a resend. */
export const resentView = customerView.extend({ warnings }).meta({ id: 'ResentCustomer' });

export const invitedView = customerView
  .extend({
    warnings,
    content: linkContent.nullable().meta({ description: 'To copy, when delivery is "link"; else null' }),
  })
  .meta({ id: 'InvitedCustomer' });
