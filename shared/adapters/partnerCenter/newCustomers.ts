import * as z from 'zod';
import { digitsOf, type PostalAddress } from '../../domain/newCustomers/newCustomer.ts';
import type { NewCustomerCalls } from '../../workflows/ports/newCustomerPorts.ts';
import type { PartnerCenterClient } from './client.ts';
import { denied } from './denied.ts';
import { refused } from './failedCall.ts';
import { isWord, text } from './answers/wire.ts';
import { tokenModes } from './tokens/tokenModes.ts';

/** What the answer to an address is made of (documented sample); before 2021 it could be empty (documented). */
const addressAnswer = z
  .object({
    suggestedAddresses: z
      .array(
        z.object({
          addressLine1: text,
          addressLine2: text,
          city: text,
          state: text,
          postalCode: text,
          country: text,
        }),
      )
      .nullish()
      .catch(null),
    status: z.union([z.string(), z.number()]).nullish(),
    validationMessage: text,
  })
  .nullish();

const createdCustomer = z.object({
  id: z.guid().toLowerCase(),
  userCredentials: z.object({ userName: z.string(), password: z.string() }).nullish().catch(null),
});

/** Statuses of an address that Microsoft could place (documented); `NotValidated` says nothing against it. */
const goodStatuses = ['VerifiedShippable', 'Verified', 'NotValidated'];

/**
 * Makes customers at Partner Center.
 * @see https://learn.microsoft.com/partner-center/developer/create-a-customer
 */
export function createNewCustomers(
  client: PartnerCenterClient,
  newId: () => string,
): Omit<NewCustomerCalls, 'customerWithDomain'> {
  return {
    async isDomainTaken(domain) {
      const path = `/v1/domains/${encodeURIComponent(domain)}`;
      const reply = await client.exists({ path, mode: tokenModes.newCustomers });
      if (reply.kind === 'refused') throw denied(reply);
      return reply.value;
    },
    async checkAddress(address) {
      const question = { method: 'POST', path: '/v1/validations/address' } as const;
      const reply = await client.send({
        ...question,
        mode: tokenModes.newCustomers,
        body: addressBody(address),
        shape: addressAnswer,
        // It changes nothing, so every question is another one.
        requestId: newId(),
      });
      if (reply.kind === 'refused') throw denied(reply);
      const { correlationId } = reply.microsoft;
      // Code 2007 in older contracts, or a country it does not know: an address it does not take.
      if (reply.kind === 'rejected') {
        if (reply.status !== 400) throw refused('request', question, reply);
        const partnerCenter = { code: reply.code, correlationId };
        return { kind: 'wrong', fields: [], suggestions: [], partnerCenter };
      }
      const { status, suggestedAddresses, validationMessage } = reply.value ?? {};
      const isGood = status === 0 || goodStatuses.some((word) => isWord(status ?? word, word));
      if (isGood) return { kind: 'fine' };
      const suggestions = (suggestedAddresses ?? []).map((one) => suggestion(one, address));
      const partnerCenter = { code: String(status ?? ''), correlationId };
      return { kind: 'wrong', fields: namedIn(validationMessage ?? ''), suggestions, partnerCenter };
    },
    async createCustomer(customer, requestId) {
      const reply = await client.send({
        method: 'POST',
        path: '/v1/customers',
        // For an indirect reseller's customer a user has to ask (documented).
        mode: customer.resellerTenantId === null ? tokenModes.newCustomers : 'appAndUser',
        body: customerBody(customer),
        shape: createdCustomer,
        requestId,
        everyRefusalCounts: true,
      });
      if (reply.kind === 'refused') throw denied(reply);
      const { microsoft } = reply;
      if (reply.kind === 'rejected')
        return { kind: 'rejected', code: reply.code, correlationId: microsoft.correlationId };
      const { id, userCredentials } = reply.value;
      return { kind: 'created', customerTenantId: id, credentials: userCredentials ?? null, microsoft };
    },
  };
}

function addressBody({ addressLine1, addressLine2, city, state, postalCode, country }: PostalAddress) {
  return {
    AddressLine1: addressLine1,
    ...(addressLine2 === null ? {} : { AddressLine2: addressLine2 }),
    City: city,
    ...(state === null ? {} : { State: state }),
    ...(postalCode === null ? {} : { PostalCode: postalCode }),
    Country: country,
  };
}

function customerBody(customer: Parameters<NewCustomerCalls['createCustomer']>[0]) {
  const { companyName, domain, contact, address, culture, language, registrationNumber, resellerTenantId } =
    customer;
  const { firstName, lastName, email, phone } = contact;
  return {
    CompanyProfile: {
      Domain: domain,
      ...(registrationNumber === null ? {} : { OrganizationRegistrationNumber: registrationNumber }),
    },
    BillingProfile: {
      Culture: culture,
      Email: email,
      Language: language ?? culture.split('-')[0],
      CompanyName: companyName,
      DefaultAddress: {
        FirstName: firstName,
        LastName: lastName,
        ...addressBody(address),
        ...(phone === null ? {} : { PhoneNumber: digitsOf(phone) }),
      },
    },
    ...(resellerTenantId === null ? {} : { AssociatedPartnerId: resellerTenantId }),
  };
}

type Suggested = NonNullable<NonNullable<z.infer<typeof addressAnswer>>['suggestedAddresses']>[number];

function suggestion(one: Suggested, asked: PostalAddress): PostalAddress {
  return {
    addressLine1: one.addressLine1 ?? asked.addressLine1,
    addressLine2: one.addressLine2 ?? null,
    city: one.city ?? asked.city,
    state: one.state ?? null,
    postalCode: one.postalCode ?? null,
    country: one.country ?? asked.country,
  };
}

/** `Address field invalid for property: 'Region', 'PostalCode'` (documented). */
function namedIn(message: string): string[] {
  return [...message.matchAll(/'(\w{1,40})'/g)].map(([, name = '']) => name);
}
