import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { noteActivity } from '../audit.ts';
import { findCountry, needsRegistrationNumber } from './countries.ts';
import type { Customer } from './customer.ts';
import { billingProfile, listedCustomer, wholeCustomer } from './customerWire.ts';
import { resellers } from '../partner.ts';
import { badInput, refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import { emailShape } from '../emailShape.ts';

const upTo = (length: number) => z.string().trim().min(1).max(length);

/** The body of a new customer; lengths of the address are documented. */
export const newCustomerShape = z.object({
  companyProfile: z.object({
    domain: z.string().trim().toLowerCase(),
    organizationRegistrationNumber: z.string().optional(),
  }),
  billingProfile: z.object({
    culture: z.string().regex(/^[a-z]{2,3}(-[a-z]{4})?-[a-z]{2}$/i),
    email: emailShape,
    language: z.string().regex(/^[a-z]{2}$/i),
    companyName: upTo(100),
    defaultAddress: z.object({
      firstName: upTo(50),
      lastName: upTo(50),
      addressLine1: upTo(200),
      addressLine2: z.string().max(200).optional(),
      city: upTo(100),
      state: z.string().max(100).optional(),
      postalCode: z.string().max(20).optional(),
      country: z.string().length(2).toUpperCase(),
      phoneNumber: z.string().max(30).optional(),
    }),
  }),
  associatedPartnerId: z.string().optional(),
  userCredentials: z.object({ userName: z.string().optional(), password: z.string().optional() }).optional(),
});
export type NewCustomerBody = z.infer<typeof newCustomerShape>;

/** Makes a tenant for the customer; the password in the answer is kept nowhere. @throws {Refusal} */
export function createCustomer(state: State, body: NewCustomerBody) {
  const { companyProfile, billingProfile: billing, userCredentials } = body;
  const resellerId = findReseller(state, body.associatedPartnerId);
  checkCountry(body);
  checkDomain(state, companyProfile.domain);
  if (userCredentials?.password !== undefined) throw badInput('A password cannot be chosen.');
  const { maxCustomers } = state.settings;
  if (maxCustomers !== null && state.customers.size >= maxCustomers) {
    throw refusal(400, 800018, 'The limit of customers in this sandbox account has been met.');
  }
  const customer = state.customers.add({
    id: randomUUID(),
    companyName: billing.companyName,
    domain: companyProfile.domain,
    email: billing.email,
    culture: new Intl.Locale(billing.culture).toString(),
    language: billing.language.toLowerCase(),
    address: { ...billing.defaultAddress, postalCode: billing.defaultAddress.postalCode ?? '' },
    relationship: 'reseller',
    allowDelegatedAccess: resellerId !== undefined,
    associatedPartnerId: resellerId,
    organizationRegistrationNumber: companyProfile.organizationRegistrationNumber,
    isSigned: false,
    cannotAcceptDirectly: false,
    agreements: [],
  });
  const { id, domain } = customer;
  noteActivity(state, {
    ...{ customer, operationType: 'add_customer', resourceType: 'customer', resourceId: id },
    newValue: wholeCustomer(customer),
    customizedData: [
      { key: 'PrimaryDomainName', value: domain },
      { key: 'Relationship', value: 'Reseller' },
    ],
  });
  return { ...created(customer), userCredentials: credentials(userCredentials?.userName) };
}

/** Documented: a direct customer is answered with less than a reseller's, and with the relationship `none`. */
function created(customer: Customer) {
  const { id, domain, associatedPartnerId } = customer;
  const { commerceId, attributes } = wholeCustomer(customer);
  const { companyProfile } = listedCustomer(customer);
  const isDirect = associatedPartnerId === undefined;
  return {
    id,
    commerceId,
    companyProfile: isDirect
      ? { tenantId: id, domain, attributes: companyProfile.attributes }
      : companyProfile,
    billingProfile: billingProfile(customer),
    relationshipToPartner: isDirect ? 'none' : customer.relationship,
    ...(!isDirect && { allowDelegatedAccess: true, associatedPartnerId }),
    attributes,
  };
}

function findReseller(state: State, associatedPartnerId: string | undefined): string | undefined {
  if (associatedPartnerId === undefined) return undefined;
  const found = resellers.find(({ id }) => id === associatedPartnerId.toLowerCase());
  // Documented that this fails without a partnership; how it fails is unverified.
  if (!found || state.settings.partnerType !== 'indirectProvider') {
    throw badInput('The associated partner has no partnership with the calling partner.');
  }
  return found.id;
}

/** The codes are documented; that a number is checked only for its characters is a simplification. */
function checkCountry({ companyProfile, billingProfile: { defaultAddress } }: NewCustomerBody): void {
  const { country, phoneNumber } = defaultAddress;
  if (!findCountry(country)) throw badInput(`The country '${country}' is not supported.`);
  const number = companyProfile.organizationRegistrationNumber;
  if (!needsRegistrationNumber(country)) {
    if (number === undefined) return;
    throw refusal(
      400,
      600002,
      `Organization registration numbers are not supported for country '${country}'.`,
    );
  }
  if (!number) throw refusal(400, 600049, 'The organization registration number is missing.');
  const pattern = '^[0-9A-Za-z./-]{4,20}$';
  if (!new RegExp(pattern).test(number)) {
    throw refusal(400, 600050, `The organization registration number has to match ${pattern}.`);
  }
  if (!phoneNumber) throw refusal(400, 600051, 'The phone number is missing.');
}

function checkDomain(state: State, domain: string): void {
  // The second ending is the sandbox's (documented).
  if (!/^[a-z0-9][a-z0-9-]*\.(onmicrosoft\.com|ccsctp\.net)$/.test(domain)) {
    throw badInput(`The domain '${domain}' is not valid.`);
  }
  // How a taken domain is refused is unverified.
  if (isDomainTaken(state, domain)) throw badInput(`The domain '${domain}' is not available.`);
}

/** Whether a tenant has the domain: a customer's or the partner's own. */
export function isDomainTaken(state: State, domain: string): boolean {
  return state.customers.hasDomain(domain) || domain.toLowerCase() === state.partner.domain;
}

const passwordCharacters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789;*=.';

function credentials(userName = 'admin') {
  const password = Array.from({ length: 12 }, () => passwordCharacters[randomInt(passwordCharacters.length)]);
  return { userName, password: password.join('') };
}
