import type { PartnerType } from '../../domain/partnerCenter/partnerType.ts';
import type { CustomerContact, DescribedCustomer } from '../../workflows/ports/partnerCenterPorts.ts';
import type { PartnerCenterClient } from './client.ts';
import { untold } from './denied.ts';
import { customer, customerContact, relationshipList, type Customer } from './responses.ts';
import { isWord } from './answers/wire.ts';
import { tokenModes } from './tokens/tokenModes.ts';

/** Country and reseller of a customer; undefined where Partner Center tells us nothing of it. */
export async function describeCustomer(
  client: PartnerCenterClient,
  customerTenantId: string,
  { partnerType, part }: { readonly partnerType: PartnerType; readonly part?: 'reseller' | undefined },
): Promise<DescribedCustomer | undefined> {
  const path = `/v1/customers/${encodeURIComponent(customerTenantId)}`;
  const reply = part ? undefined : await client.get({ path, mode: tokenModes.customer, shape: customer });
  if (reply?.kind === 'refused') return untold(reply);
  const country = reply ? countryOf(reply.value) : null;
  if (partnerType !== 'indirectProvider') return { country, resellerTenantId: null };
  const related = await client.get({
    path: `${path}/relationships`,
    mode: tokenModes.relationships,
    shape: relationshipList,
  });
  if (related.kind === 'refused') return untold(related);
  const reseller = related.value.find(({ relationshipType }) =>
    isWord(relationshipType?.replaceAll('_', ''), 'isIndirectCloudSolutionProviderOf'),
  );
  return { country, resellerTenantId: reseller?.id ?? null };
}

function countryOf({ companyProfile, billingProfile }: Customer): string | null {
  const country = companyProfile?.address?.country ?? billingProfile?.defaultAddress?.country;
  return country && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : null;
}

/** The contact in a customer's billing profile; undefined where Partner Center tells us nothing of the customer. */
export async function readContact(
  client: PartnerCenterClient,
  customerTenantId: string,
): Promise<CustomerContact | undefined> {
  const path = `/v1/customers/${encodeURIComponent(customerTenantId)}`;
  const reply = await client.get({ path, mode: tokenModes.customer, shape: customerContact });
  if (reply.kind === 'refused') return untold(reply);
  const { billingProfile, companyProfile } = reply.value;
  const place = billingProfile?.defaultAddress;
  return {
    firstName: billingProfile?.firstName || place?.firstName || null,
    lastName: billingProfile?.lastName || place?.lastName || null,
    email: billingProfile?.email || companyProfile?.email || null,
    phone: place?.phoneNumber || null,
  };
}
