import * as z from 'zod';

/** Partner Center's answers as far as we read them; further members are let pass. */

const guid = z.guid().transform((id) => id.toLowerCase());
const text = z.string().nullish();

/** @see https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers */
export const customerList = z.object({
  items: z.array(
    z.object({
      id: guid,
      companyProfile: z.object({ domain: text, companyName: text }).nullish(),
      relationshipToPartner: text,
    }),
  ),
  links: z
    .object({
      next: z
        .object({
          uri: z.string(),
          headers: z.array(z.object({ key: z.string(), value: z.string() })).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type CustomerList = z.infer<typeof customerList>;

/** @see https://learn.microsoft.com/partner-center/developer/get-a-customer-by-id */
export const customer = z.object({
  // Left out for partners without delegated administration.
  companyProfile: z.object({ address: z.object({ country: text }).nullish() }).nullish(),
  billingProfile: z.object({ defaultAddress: z.object({ country: text }).nullish() }).nullish(),
});
export type Customer = z.infer<typeof customer>;

/** @see https://learn.microsoft.com/partner-center/developer/relationships-resources */
export const relationshipList = z.object({ items: z.array(z.object({ id: guid, relationshipType: text })) });

/** @see https://learn.microsoft.com/partner-center/developer/customer-agreement-direct-sign-status-resource */
export const directSignStatus = z.object({ isSigned: z.boolean() });

/** `2019-08-26T00:00:00` comes without a zone and means UTC (documented by sample only). */
const utcInstant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i)
  .transform((value) => new Date(/T[^Z+-]*$/i.test(value) ? `${value}Z` : value))
  .refine((instant) => !Number.isNaN(instant.getTime()));

const mcaConfirmation = z.object({
  type: z.literal('MicrosoftCustomerAgreement'),
  dateAgreed: utcInstant,
  primaryContact: z.object({ firstName: text, lastName: text, email: text, phoneNumber: text }).nullish(),
});
export type McaConfirmation = z.infer<typeof mcaConfirmation>;

/**
 * Agreements of other types are dropped unread: types to come may look different.
 * @see https://learn.microsoft.com/partner-center/developer/get-confirmation-of-customer-agreement
 */
export const mcaConfirmations = z
  .object({ items: z.array(z.object({ type: z.string() }).loose()) })
  .transform(({ items }) => items.filter(({ type }) => type === mcaConfirmation.shape.type.value))
  .pipe(z.array(mcaConfirmation));
