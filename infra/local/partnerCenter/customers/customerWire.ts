import type { Customer } from './customer.ts';
import { guidFrom } from '../guid.ts';

const objectType = (name: string) => ({ objectType: name });

/** A link as every resource carries it: relative to `/v1`. */
export const link = (uri: string, headers: { key: string; value: string }[] = []) => ({
  uri,
  method: 'GET',
  headers,
});

/** A collection as most lists answer it. */
export const collection = <Item>(items: Item[]) => ({
  totalCount: items.length,
  items,
  attributes: objectType('Collection'),
});

/** The short form the list of customers gives (documented): no billing profile, nothing about agreements. */
export function listedCustomer({ id, domain, companyName, relationship }: Customer) {
  return {
    id,
    companyProfile: {
      tenantId: id,
      domain,
      companyName,
      links: { self: link(`/customers/${id}/profiles/company`) },
      attributes: objectType('CustomerCompanyProfile'),
    },
    relationshipToPartner: relationship,
    links: { self: link(`/customers/${id}`) },
    attributes: objectType('Customer'),
  };
}

/** The whole customer; without delegated access some of the company's data is left out (documented). */
export function wholeCustomer(customer: Customer) {
  const listed = listedCustomer(customer);
  const { id, email, associatedPartnerId, allowDelegatedAccess } = customer;
  return {
    id,
    commerceId: guidFrom(`commerce ${id}`),
    companyProfile: {
      ...listed.companyProfile,
      ...(allowDelegatedAccess && { address: companyAddress(customer), email }),
    },
    billingProfile: wholeBillingProfile(customer),
    relationshipToPartner: customer.relationship,
    allowDelegatedAccess,
    ...(allowDelegatedAccess && { customDomains: [customer.domain] }),
    ...(associatedPartnerId && { associatedPartnerId }),
    links: listed.links,
    attributes: listed.attributes,
  };
}

function companyAddress({ address }: Customer) {
  const { country, city, state, addressLine1, postalCode, phoneNumber = '' } = address;
  return { country, region: state ?? '', city, addressLine1, postalCode, phoneNumber };
}

/** When read it says more than in the answer to creating the customer (both documented by sample). */
function wholeBillingProfile(customer: Customer) {
  const { id, ...rest } = billingProfile(customer);
  const { firstName, lastName } = customer.address;
  const links = { self: link(`/customers/${customer.id}/profiles/billing`) };
  return { id, firstName, lastName, ...rest, links };
}

export function billingProfile({ id, email, culture, language, companyName, address }: Customer) {
  const { country, city, state, addressLine1, addressLine2, postalCode, firstName, lastName } = address;
  return {
    id: guidFrom(`billing ${id}`),
    email,
    culture,
    language,
    companyName,
    defaultAddress: {
      country,
      city,
      ...(state && { state }),
      addressLine1,
      ...(addressLine2 && { addressLine2 }),
      postalCode,
      firstName,
      lastName,
      phoneNumber: address.phoneNumber ?? '',
    },
    attributes: {
      etag: String(Number.parseInt(id.slice(0, 8), 16)),
      ...objectType('CustomerBillingProfile'),
    },
  };
}
