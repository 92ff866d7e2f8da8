import * as z from 'zod';
import { date, flag, guid, isWord, itemsOf, rawItems, readable, text } from './answers/wire.ts';

/** Partner Center's answers as far as we read them; further members are let pass. */

/** Shown to people as a link, so nothing that a browser would run. */
const link = z.url({ protocol: /^https?$/ });

/** @see https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers */
export const listedCustomer = z.object({
  id: guid,
  companyProfile: z.object({ domain: text, companyName: text }).nullish().catch(null),
  relationshipToPartner: text,
});
export type ListedCustomer = z.infer<typeof listedCustomer>;

const pageLinks = z.object({
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

export const customerList = z
  .unknown()
  .transform((page) => ({ page, rest: page }))
  .pipe(z.object({ page: itemsOf(listedCustomer), rest: pageLinks }))
  .transform(({ page, rest }) => ({ items: page, links: rest.links }));
export type CustomerList = z.infer<typeof customerList>;

/** @see https://learn.microsoft.com/partner-center/developer/get-a-customer-by-id */
export const customer = z.object({
  // Left out for partners without delegated administration.
  companyProfile: z
    .object({ address: z.object({ country: text }).nullish().catch(null) })
    .nullish()
    .catch(null),
  billingProfile: z
    .object({ defaultAddress: z.object({ country: text }).nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type Customer = z.infer<typeof customer>;

const personAtAddress = z.object({ firstName: text, lastName: text, phoneNumber: text });

/** The same resource, limited to the customer's contact. */
export const customerContact = z.object({
  companyProfile: z.object({ email: text }).nullish().catch(null),
  billingProfile: z
    .object({
      ...{ firstName: text, lastName: text, email: text },
      defaultAddress: personAtAddress.nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

/** The same resource, limited to the fields that identify a customer. */
export const customerProfile = z.object({
  companyProfile: z.object({ email: text }).nullish().catch(null),
  billingProfile: z.object({ email: text }).nullish().catch(null),
  customDomains: z.array(z.string()).nullish().catch(null),
  associatedPartnerId: guid.nullish().catch(null),
});

/**
 * A link for customers, passed on to the letter: case, order and fragment count.
 * @see https://learn.microsoft.com/partner-center/developer/request-reseller-relationship
 */
export const relationshipRequest = z.object({ url: link });

/** @see https://learn.microsoft.com/partner-center/developer/relationships-resources */
export const relationshipList = itemsOf(z.object({ id: guid, relationshipType: text }));

/** @see https://learn.microsoft.com/partner-center/developer/customer-agreement-direct-sign-status-resource */
export const directSignStatus = z.object({ isSigned: flag });

const confirmation = z.object({
  dateAgreed: date,
  primaryContact: z
    .object({ firstName: text, lastName: text, email: text, phoneNumber: text })
    .nullish()
    .catch(null),
});
export type Confirmation = z.infer<typeof confirmation>;

const template = z.object({
  templateId: z.guid(),
  agreementLink: link.nullish().catch(null),
  versionRank: z.coerce.number().nullish().catch(null),
});

const customerAgreementType = 'MicrosoftCustomerAgreement';

/** Items by a type in words; those whose type is none are left out. */
function itemsOfType(items: readonly unknown[], member: 'type' | 'agreementType', word: string): unknown[] {
  const typed = z.object({ [member]: z.unknown().optional() });
  return items.filter((item) => isWord(typed.safeParse(item).data?.[member], word));
}

/**
 * Agreements of other types, or whose type is no text, are dropped unread: future types may look different.
 * One readable agreement is enough. When all agreements are unreadable, the answer is unknown.
 * @see https://learn.microsoft.com/partner-center/developer/get-confirmation-of-customer-agreement
 */
export const confirmations = rawItems.transform((items, context) => {
  const strange = items.filter((item) => typeof item !== 'object');
  const own = [...itemsOfType(items, 'type', customerAgreementType), ...strange];
  const cloudAgreements = itemsOfType(items, 'type', 'MicrosoftCloudAgreement');
  return {
    customerAgreements: readable(own, confirmation, context),
    cloudAgreements: cloudAgreements.flatMap((item) => confirmation.safeParse(item).data ?? []),
  };
});

/**
 * Templates of the Microsoft Customer Agreement; those of other types are dropped unread. The id is passed
 * on as it is, since it counts in its own spelling (documented as case-sensitive).
 * @see https://learn.microsoft.com/partner-center/developer/agreement-metadata-resources
 */
export const agreementMetadata = rawItems.transform((items, context) =>
  readable(itemsOfType(items, 'agreementType', customerAgreementType), template, context),
);

/** @see https://learn.microsoft.com/partner-center/developer/agreement-document-resources */
export const agreementDocument = z.object({
  displayUri: link,
  downloadUri: link,
  language: z.string().min(1),
  country: z.string().min(1),
});

/** @see https://learn.microsoft.com/partner-center/developer/get-an-organization-profile */
export const organizationProfile = z.object({
  id: guid,
  tenantId: guid.nullish().catch(null),
  companyName: text,
});

/** @see https://learn.microsoft.com/partner-center/developer/relationships-resources */
export const partnerList = itemsOf(z.object({ id: guid, name: text }));

const rule = flag.nullish().catch(null);
const words = z.array(z.unknown()).transform((list) => list.filter((word) => typeof word === 'string'));
/** An array in Microsoft's SDK and in recorded answers, `{ "value": [] }` in the documentation. */
const list = z
  .union([words, z.object({ value: words }).transform(({ value }) => value)])
  .nullish()
  .catch(null);

/** Both texts of the lists' names are read, and either of their shapes. @see https://learn.microsoft.com/partner-center/developer/utility-resources */
export const countryInformation = z
  .object({
    iso2Code: text,
    isStateRequired: rule,
    supportedStatesList: list,
    states: list,
    isCityRequired: rule,
    isPostalCodeRequired: rule,
    postalCodeRegex: text,
    phoneNumberRegex: text,
    isRegistrationNumberSupported: rule,
    defaultCulture: text,
    supportedCulturesList: list,
    supportedCultures: list,
    supportedLanguagesList: list,
    supportedLanguages: list,
    countryCallingCodesList: list,
    countryCallingCodes: list,
  })
  .transform(
    ({
      supportedStatesList,
      supportedCulturesList,
      supportedLanguagesList,
      countryCallingCodesList,
      ...one
    }) => ({
      ...one,
      states: supportedStatesList ?? one.states ?? [],
      cultures: supportedCulturesList ?? one.supportedCultures ?? [],
      languages: supportedLanguagesList ?? one.supportedLanguages ?? [],
      callingCodes: countryCallingCodesList ?? one.countryCallingCodes ?? [],
    }),
  );

/** Where only the status of an answer counts. */
export const anything = z.unknown();
