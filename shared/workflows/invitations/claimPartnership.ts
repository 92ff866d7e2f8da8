import { AgreementError } from '../../domain/errors.ts';
import { domainForms } from '../../domain/domainForms.ts';
import type { Claimed } from '../../domain/invitations/claimed.ts';
import { isFollowed, likelyDomains } from '../../domain/prospects/prospect.ts';
import { followDiscovered, type FollowDiscoveredNeeds } from '../discovery/followDiscovered.ts';
import { linkProspects, type LinkProspectsNeeds } from '../prospects/linkProspects.ts';

export type ClaimPartnershipNeeds = LinkProspectsNeeds & FollowDiscoveredNeeds;

/**
 * A reader says that the partnership is confirmed: looks among the partner's customers at Partner Center for the domains
 * that the company may have there. Microsoft sends a notification as well, so what is not found now is found later.
 */
export async function claimPartnership(needs: ClaimPartnershipNeeds, prospectId: string): Promise<Claimed> {
  const prospect = (await needs.prospects.find(prospectId))?.prospect;
  // The state of a link that is over tells the rest.
  if (!prospect || !isFollowed(prospect)) return { kind: 'accepted' };
  try {
    for (const domain of likelyDomains(prospect).flatMap(domainForms)) {
      const found = await needs.partnerCenter.customerWithDomain(domain, 'person');
      if (!found) continue;
      await followDiscovered(needs, [found]);
      await linkProspects(needs, [found], { isAnnounced: true });
    }
  } catch (failure) {
    if (!(failure instanceof AgreementError)) throw failure;
    return { kind: 'failed' };
  }
  const now = (await needs.prospects.find(prospectId))?.prospect;
  return now?.state === 'linked' ? { kind: 'accepted' } : { kind: 'none', at: needs.clock.now() };
}
