import * as z from 'zod';

/** Partner Center's answers as far as we read them; further members are let pass. */

const guid = z.guid().transform((id) => id.toLowerCase());
const text = z.string().nullish();
/** Shown to people as a link, so nothing that a browser would run. */
const link = z.url({ protocol: /^https?$/ });

/** @see https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers */
export const listedCustomer = z.object({
  id: guid,
  companyProfile: z.object({ domain: text, companyName: text }).nullish(),
  relationshipToPartner: text,
});
export type ListedCustomer = z.infer<typeof listedCustomer>;

export const customerList = z.object({
  items: z.array(listedCustomer),
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

/** The same resource, as far as it tells who somebody is. */
export const customerProfile = z.object({
  companyProfile: z.object({ email: text }).nullish(),
  billingProfile: z.object({ email: text }).nullish(),
  customDomains: z.array(z.string()).nullish(),
  associatedPartnerId: guid.nullish(),
});

/**
 * A link for customers, passed on to the letter: case, order and fragment count.
 * @see https://learn.microsoft.com/partner-center/developer/request-reseller-relationship
 */
export const relationshipRequest = z.object({ url: link });

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

const confirmation = z.object({
  dateAgreed: utcInstant,
  primaryContact: z.object({ firstName: text, lastName: text, email: text, phoneNumber: text }).nullish(),
});
export type Confirmation = z.infer<typeof confirmation>;

const customerAgreementType = 'MicrosoftCustomerAgreement';
const typed = z.object({ items: z.array(z.object({ type: z.string() }).loose()) });

/**
 * Agreements of other types are dropped unread: types to come may look different. The Cloud Agreement only
 * makes history, so one that cannot be read keeps nobody from reading the rest.
 * @see https://learn.microsoft.com/partner-center/developer/get-confirmation-of-customer-agreement
 */
export const confirmations = typed.transform(({ items }, context) => {
  const customerAgreements = z
    .array(confirmation)
    .safeParse(items.filter(({ type }) => type === customerAgreementType));
  if (!customerAgreements.success) {
    context.addIssue({ code: 'custom', path: ['items'] });
    return z.NEVER;
  }
  const cloudAgreements = items
    .filter(({ type }) => type === 'MicrosoftCloudAgreement')
    .flatMap((item) => confirmation.safeParse(item).data ?? []);
  return { customerAgreements: customerAgreements.data, cloudAgreements };
});

/**
 * Templates of the Microsoft Customer Agreement; those of other types are dropped unread. The id is passed
 * on as it is, since it counts in its own spelling (documented as case-sensitive).
 * @see https://learn.microsoft.com/partner-center/developer/agreement-metadata-resources
 */
export const agreementMetadata = z
  .object({ items: z.array(z.object({ agreementType: z.string() }).loose()) })
  .transform(({ items }) => items.filter(({ agreementType }) => agreementType === customerAgreementType))
  .pipe(
    z.array(
      z.object({
        agreementType: z.literal(customerAgreementType),
        templateId: z.guid(),
        agreementLink: link.nullish().catch(null),
        versionRank: z.number().nullish(),
      }),
    ),
  );

/** @see https://learn.microsoft.com/partner-center/developer/agreement-document-resources */
export const agreementDocument = z.object({
  displayUri: link,
  downloadUri: link,
  language: z.string().min(1),
  country: z.string().min(1),
});

/** @see https://learn.microsoft.com/partner-center/developer/get-an-organization-profile */
export const organizationProfile = z.object({ id: guid, tenantId: guid.nullish(), companyName: text });

/** @see https://learn.microsoft.com/partner-center/developer/relationships-resources */
export const partnerList = z.object({ items: z.array(z.object({ id: guid, name: text })) });

const flag = z.boolean().nullish();
const list = z.object({ value: z.array(z.string()).nullish() }).nullish();

/** @see https://learn.microsoft.com/partner-center/developer/utility-resources */
export const countryInformation = z.object({
  iso2Code: z.string(),
  isStateRequired: flag,
  states: list,
  isCityRequired: flag,
  isPostalCodeRequired: flag,
  postalCodeRegex: text,
  phoneNumberRegex: text,
  isRegistrationNumberSupported: flag,
  defaultCulture: text,
  supportedCultures: list,
  supportedLanguages: list,
  countryCallingCodes: list,
});

/** Where only the status of an answer counts. */
export const anything = z.unknown();
