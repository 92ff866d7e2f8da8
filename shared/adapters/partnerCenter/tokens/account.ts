import type { PartnerAccount, RelatedPartner } from '../../../domain/partnerCenter/partnerType.ts';
import type { PartnerCenterClient } from '../client.ts';
import { denied } from '../denied.ts';
import { organizationProfile, partnerList } from '../responses.ts';
import { tokenModes } from './tokenModes.ts';

/**
 * Our own account: who it is, who sells through it and whom it sells through.
 * @see https://learn.microsoft.com/partner-center/developer/get-an-organization-profile
 */
export async function readAccount(
  client: PartnerCenterClient,
  correlationId: string,
): Promise<PartnerAccount> {
  const profile = await client.get({
    path: '/v1/profiles/organization',
    mode: tokenModes.organizationProfile,
    shape: organizationProfile,
    correlationId,
  });
  if (profile.kind === 'refused') throw denied(profile);
  const { id, tenantId, companyName } = profile.value;
  return {
    tenantId: tenantId ?? id,
    companyName: companyName ?? '',
    resellers: await related(client, 'IsIndirectCloudSolutionProviderOf', correlationId),
    providers: await related(client, 'IsIndirectResellerOf', correlationId),
  };
}

async function related(
  client: PartnerCenterClient,
  type: 'IsIndirectCloudSolutionProviderOf' | 'IsIndirectResellerOf',
  correlationId: string,
): Promise<RelatedPartner[]> {
  const reply = await client.get({
    path: `/v1/relationships?relationship_type=${type}`,
    mode: tokenModes.relationships,
    shape: partnerList,
    correlationId,
  });
  if (reply.kind === 'read') return reply.value.map(({ id, name }) => ({ tenantId: id, name: name ?? '' }));
  // Unverified: an account that cannot have such relationships may be refused rather than told of none.
  if (reply.refusal === 'accessDenied') return [];
  throw denied(reply);
}
