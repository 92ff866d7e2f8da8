import { Hono } from 'hono';
import { only } from '../access.ts';
import type { ApiContext, ApiEnv } from '../apiEnv.ts';
import { collection } from '../customers/customerWire.ts';
import { isGuid } from '../guid.ts';
import { resellers } from '../partner.ts';
import { badInput } from '../refusal.ts';
import type { State } from '../state.ts';

/** The partner's resellers, and the link that invites a customer into a relationship. */
export function relationships(state: State): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/customers/relationshiprequests', only('user'), (c) =>
      c.json({
        url: `${new URL(c.req.url).origin}/AdminPortal/Home?${invitationQuery(state, c)}#/BillingAccounts/partner-invitation`,
        attributes: { objectType: 'RelationshipRequest' },
      }),
    )
    .get('/relationships', only('user'), (c) => {
      const type = c.req.query('relationship_type');
      // Documented values; a direct bill partner and a provider have no provider above them.
      if (type !== 'IsIndirectCloudSolutionProviderOf' && type !== 'IsIndirectResellerOf') {
        throw badInput('The relationship type is missing or not valid.');
      }
      const isProvider = state.settings.partnerType === 'indirectProvider';
      const found = isProvider && type === 'IsIndirectCloudSolutionProviderOf' ? resellers : [];
      return c.json(
        collection(
          found.map(({ id, name, mpnId, location }) => ({
            id,
            name,
            relationshipType: 'is_indirect_cloud_solution_provider_of',
            state: 'Active',
            mpnId,
            location,
            attributes: { objectType: 'PartnerRelationship' },
          })),
        ),
      );
    });
}

/** The documented grammar: parameters before the fragment, `partnerId` is the reseller's for indirect links. */
function invitationQuery(state: State, c: ApiContext): string {
  const own = state.partner.tenantId;
  const resellerId = readGuid(c, 'indirectResellerId');
  const providerId = readGuid(c, 'indirectCloudSolutionProviderId');
  if (state.settings.partnerType === 'indirectProvider') {
    if (providerId && providerId !== own) throw badInput('The indirect provider is not the calling partner.');
    if (!resellerId) return direct(own);
    const reseller = resellers.find(({ id }) => id === resellerId);
    if (!reseller) throw badInput('The indirect reseller has no partnership with the calling partner.');
    return indirect(reseller.id, reseller.mpnId, own);
  }
  if (!providerId) return direct(own);
  return indirect(own, state.partner.mpnId, providerId);
}

function readGuid(c: ApiContext, name: string): string | undefined {
  const value = c.req.query(name);
  if (value && !isGuid(value)) throw badInput(`${name} must be a GUID.`);
  return value?.toLowerCase();
}

function direct(partnerId: string): string {
  return `invType=ResellerRelationship&partnerId=${partnerId}&msppId=0&DAP=false`;
}

function indirect(resellerId: string, mpnId: string, providerId: string): string {
  return `invType=IndirectResellerRelationship&partnerId=${resellerId}&msppId=${mpnId}&DAP=false&indirectCSPId=${providerId}`;
}
