import type { AttestationRequest } from '../../domain/attestations/attest.ts';
import type { InvitationRequest } from '../../domain/customers/invitation.ts';
import type { NewCustomer } from '../../domain/newCustomers/newCustomer.ts';
import { readAcceptedAt } from '../attestations/readAttestation.ts';
import type { NewCustomerBody } from './newCustomer.ts';
import type { Language } from '../../domain/language.ts';

type Wanted =
  | {
      readonly path: 'invite';
      readonly request: Omit<InvitationRequest, 'language'> & { readonly language: Language | null };
    }
  | { readonly path: 'attest'; readonly request: AttestationRequest };

/** Absent parts become null, as everywhere inside. */
export function readNewCustomer(body: NewCustomerBody): NewCustomer {
  const { companyName, domain, culture = null, registrationNumber = null, resellerTenantId = null } = body;
  const { addressLine1, addressLine2 = null, city, state = null, postalCode = null, country } = body.address;
  return {
    ...{ companyName, domain, culture, registrationNumber, resellerTenantId },
    contact: whole(body.contact),
    address: { addressLine1, addressLine2, city, state, postalCode, country },
  };
}

/** How the new customer is to accept; the contact is asked unless another person is named. */
export function readAcceptance({ acceptance, contact, companyName, address }: NewCustomerBody): Wanted {
  if (acceptance.path === 'invite') {
    const { delivery, note, language } = acceptance;
    const recipient = whole(acceptance.recipient ?? contact);
    return {
      path: 'invite',
      request: {
        kind: 'newCustomer',
        ...{ delivery, recipient, note: note ? note : null, language: language ?? null },
      },
    };
  }
  const { delivery, acceptedAt, language } = acceptance;
  return {
    path: 'attest',
    request: {
      signatory: whole(acceptance.signatory ?? contact),
      ...readAcceptedAt(acceptedAt),
      ...{ companyName, country: address.country, language: language ?? null, delivery },
    },
  };
}

function whole({ firstName, lastName, email, phone }: NewCustomerBody['contact']) {
  return { firstName, lastName, email, phone: phone ?? null };
}
