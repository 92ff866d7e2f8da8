import * as z from 'zod';
import { attestationBody } from '../attestations/attestation.ts';
import { customerView } from '../customers/customer.ts';
import {
  country,
  emailAddress,
  freeText,
  language,
  oneLine,
  personName,
  phone,
  tenantId,
} from '../fields.ts';
import { linkContent } from '../invitations/invitation.ts';

/** The endings of first domains: Microsoft's own, and the sandbox's (documented). */
export const firstDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(80, 'is longer than 80 characters')
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.onmicrosoft\.com|\.ccsctp\.net)?$/,
    'is not a name like contoso, or contoso.onmicrosoft.com',
  )
  .refine(
    (name) => (name.split('.')[0] ?? '').length <= 27,
    'has more than 27 characters before .onmicrosoft.com',
  )
  .transform((name) => (name.includes('.') ? name : `${name}.onmicrosoft.com`))
  .meta({
    wire: {
      ...{ type: 'string', maxLength: 43 },
      pattern: '^[A-Za-z0-9]([A-Za-z0-9-]{0,25}[A-Za-z0-9])?([.]onmicrosoft[.]com|[.]ccsctp[.]net)?$',
    },
    description: 'Like contoso, or contoso.onmicrosoft.com',
  });

const person = z.strictObject({
  firstName: personName,
  lastName: personName,
  email: emailAddress,
  phone: phone.nullish(),
});

const invite = z.strictObject({
  path: z.literal('invite'),
  recipient: person.nullish().meta({ description: 'The contact, if absent' }),
  language: language.nullish(),
  note: freeText(500).nullish(),
  delivery: z.enum(['email', 'link']).default('email'),
});

const attest = attestationBody.pick({ acceptedAt: true, language: true, delivery: true }).extend({
  path: z.literal('attest'),
  signatory: person.nullish().meta({ description: 'The contact, if absent' }),
});

/** Body of `POST /customers`. */
export const newCustomerBody = z
  .strictObject({
    companyName: oneLine(100),
    domain: firstDomain,
    contact: person.meta({ description: 'The primary contact' }),
    address: z.strictObject({
      addressLine1: oneLine(200),
      addressLine2: oneLine(200).nullish(),
      city: oneLine(100),
      state: oneLine(100).nullish(),
      postalCode: oneLine(20).nullish(),
      country,
    }),
    culture: z
      .string()
      .trim()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z]{4})?-([A-Za-z]{2}|\d{3})$/, 'is not a culture like en-US')
      .nullish()
      .meta({ description: 'Decides language and currency at Microsoft; that of the country, if absent' }),
    registrationNumber: oneLine(50).nullish(),
    resellerTenantId: tenantId.nullish().meta({ description: 'An indirect provider’s reseller' }),
    acceptance: z.discriminatedUnion('path', [invite, attest]),
  })
  .meta({ id: 'NewCustomerRequest' });

export type NewCustomerBody = z.output<typeof newCustomerBody>;

export const createdView = customerView
  .extend({
    credentialsUrl: z.string().nullable().meta({
      description:
        'Shows the first credentials once, within 72 hours: hand it to the customer. Null where Microsoft’s answer with the password was lost; then reset it in Partner Center.',
    }),
    content: linkContent.nullable(),
  })
  .meta({ id: 'CreatedCustomer' });
