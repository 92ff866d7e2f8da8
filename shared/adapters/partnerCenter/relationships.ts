import { AgreementError } from '../../domain/errors.ts';
import type { CustomerProfile } from '../../domain/prospects/matchProspect.ts';
import type { PartnerType, RelatedPartner } from '../../domain/partnerCenter/partnerType.ts';
import type { RelationshipCalls } from '../../workflows/ports/prospectPorts.ts';
import type { PartnerCenterClient } from './client.ts';
import { denied, untold } from './denied.ts';
import { customerProfile, partnerList, relationshipRequest } from './responses.ts';
import { tokenModes } from './tokens/tokenModes.ts';

type Account = { readonly partnerTenantId: string; readonly partnerType: PartnerType };

/** Calls about relationships that are to come. */
export function createRelationshipCalls(
  clients: { readonly person: PartnerCenterClient; readonly background: PartnerCenterClient },
  account: Account,
): RelationshipCalls {
  return {
    relationshipLink: (resellerTenantId) => readLink(clients.background, account, resellerTenantId),
    reseller: (tenantId) => readReseller(clients.person, tenantId),
    profile: (customerTenantId) => readProfile(clients.background, customerTenantId, account),
  };
}

/**
 * The parameters are third-party knowledge (Microsoft's Swagger, no page); without them the link is the direct one.
 * @see https://learn.microsoft.com/partner-center/developer/request-reseller-relationship
 */
async function readLink(
  client: PartnerCenterClient,
  { partnerTenantId }: Account,
  resellerTenantId: string | null,
): ReturnType<RelationshipCalls['relationshipLink']> {
  const query = new URLSearchParams(
    resellerTenantId === null
      ? {}
      : { indirectCloudSolutionProviderId: partnerTenantId, indirectResellerId: resellerTenantId },
  );
  const reply = await client.get({
    path: `/v1/customers/relationshiprequests${query.size > 0 ? `?${query.toString()}` : ''}`,
    mode: tokenModes.relationshipRequests,
    shape: relationshipRequest,
  });
  if (reply.kind === 'refused') throw denied(reply);
  const { url } = reply.value;
  if (resellerTenantId !== null) refuseOtherReseller(url, resellerTenantId);
  return { url, microsoft: reply.microsoft };
}

/** The parameters may come before or behind the `#`; the customer must end up with the reseller that was meant. */
function refuseOtherReseller(url: string, resellerTenantId: string): void {
  const { searchParams, hash } = new URL(url);
  const behind = new URLSearchParams(hash.slice(hash.indexOf('?') + 1));
  const named = searchParams.get('partnerId') ?? behind.get('partnerId');
  if (named?.toLowerCase() === resellerTenantId) return;
  throw new AgreementError(
    'PARTNER_CENTER_REFUSED',
    'Partner Center gave a link that does not name the reseller.',
  );
}

async function readReseller(
  client: PartnerCenterClient,
  tenantId: string,
): Promise<RelatedPartner | undefined> {
  const found = (await readResellers(client)).find(({ id }) => id === tenantId);
  return found && { tenantId, name: found.name ?? '' };
}

/** The indirect resellers of a provider. */
export async function readResellers(client: PartnerCenterClient) {
  const reply = await client.get({
    path: '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf',
    mode: tokenModes.relationships,
    shape: partnerList,
  });
  if (reply.kind === 'refused') throw denied(reply);
  return reply.value;
}

/** Domains and company e-mail are left out for partners without delegated administration (documented). */
async function readProfile(
  client: PartnerCenterClient,
  customerTenantId: string,
  { partnerType }: Account,
): Promise<CustomerProfile | undefined> {
  const reply = await client.get({
    path: `/v1/customers/${encodeURIComponent(customerTenantId)}`,
    mode: tokenModes.customer,
    shape: customerProfile,
  });
  if (reply.kind === 'refused') return untold(reply);
  const { companyProfile, billingProfile, customDomains, associatedPartnerId } = reply.value;
  const emails = [companyProfile?.email, billingProfile?.email].flatMap((email) => email ?? []);
  return {
    domains: customDomains ?? [],
    emails: [...new Set(emails)],
    // Only a provider's customers come by way of a reseller; whether the member is always there is unverified.
    resellerTenantId: partnerType === 'indirectProvider' ? (associatedPartnerId ?? undefined) : null,
  };
}
