import { findCountry } from '../customers/countries.ts';
import type { Customer, NewCustomer } from '../customers/customer.ts';
import { guidFrom } from '../guid.ts';
import { resellers } from '../partner.ts';
import type { State } from '../state.ts';

/** What an invitation link says about the partner who invites. */
export type Invitation = {
  partnerName: string;
  /** Set when the customer comes under an indirect reseller of this partner. */
  resellerId: string | undefined;
};

/** Reads the parameters of an invitation link; undefined when they name no partner known here. */
export function readInvitation(state: State, query: Record<string, string>): Invitation | undefined {
  const { partner } = state;
  const { invType, partnerId = '', indirectCSPId } = query;
  const isOwn = partnerId.toLowerCase() === partner.tenantId;
  if (invType === 'ResellerRelationship') {
    return isOwn ? { partnerName: partner.companyName, resellerId: undefined } : undefined;
  }
  if (invType !== 'IndirectResellerRelationship' || !indirectCSPId) return undefined;
  if (isOwn) return { partnerName: partner.companyName, resellerId: undefined };
  const reseller = resellers.find(({ id }) => id === partnerId.toLowerCase());
  if (!reseller || indirectCSPId.toLowerCase() !== partner.tenantId) return undefined;
  return { partnerName: `${reseller.name} with ${partner.companyName}`, resellerId: reseller.id };
}

/** Whether the invitation page shows the agreement too: only to those who have not accepted it (documented). */
export function mustAcceptAgreement({ isSigned, cannotAcceptDirectly, agreements }: Customer): boolean {
  const isConfirmed = agreements.some(({ type }) => type === 'MicrosoftCustomerAgreement');
  return !isSigned && !isConfirmed && !cannotAcceptDirectly;
}

/** The administrator of a tenant known here accepts the relationship, and with it the agreement where due. */
export function joinAsExisting(state: State, invitation: Invitation, customer: Customer): Customer {
  const joined = state.customers.change(customer, {
    relationship: 'reseller',
    associatedPartnerId: invitation.resellerId,
    isSigned: customer.isSigned || mustAcceptAgreement(customer),
  });
  state.changed();
  tell(state, invitation, joined);
  return joined;
}

/** Documented: there is an event for an accepted relationship, and none for the agreement that came with it. */
function tell(state: State, { resellerId }: Invitation, customer: Customer): void {
  const event = 'reseller-relationship-accepted-by-customer';
  state.happened(resellerId ? `indirect-${event}` : event, customer);
}

export type NewTenant = { companyName: string; domain: string; country: string; email: string };

/** A tenant that was not known here before joins and accepts the agreement. */
export function joinAsNew(state: State, invitation: Invitation, tenant: NewTenant): Customer {
  const { companyName, domain, country, email } = tenant;
  const culture = findCountry(country)?.defaultCulture ?? 'en-US';
  const customer: NewCustomer = {
    id: guidFrom(domain),
    companyName,
    domain,
    email,
    culture,
    language: culture.slice(0, 2),
    address: {
      country,
      city: 'Sample City',
      addressLine1: '1 Sample Way',
      postalCode: '00000',
      firstName: 'Alex',
      lastName: 'Sample',
    },
    relationship: 'reseller',
    allowDelegatedAccess: false,
    associatedPartnerId: invitation.resellerId,
    isSigned: true,
    cannotAcceptDirectly: false,
    agreements: [],
  };
  const joined = state.customers.add(customer);
  state.changed();
  tell(state, invitation, joined);
  return joined;
}
