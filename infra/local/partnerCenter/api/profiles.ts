import { Hono } from 'hono';
import { only } from '../access.ts';
import type { ApiEnv } from '../apiEnv.ts';
import { link } from '../customers/customerWire.ts';
import { resellers } from '../partner.ts';
import { refusal } from '../refusal.ts';
import type { State } from '../state.ts';

/** The partner's own profiles. */
export function profiles(state: State): Hono<ApiEnv> {
  const { partner } = state;
  const { address } = partner;
  const { firstName, lastName, phoneNumber, ...place } = address;
  const common = (name: string, profileType: string) => ({
    profileType,
    links: { self: link(`/profiles/${name}`) },
    attributes: { objectType: profileType },
  });
  return new Hono<ApiEnv>()
    .get('/profiles/organization', only('user'), (c) =>
      c.json({
        id: partner.tenantId,
        companyName: partner.companyName,
        defaultAddress: address,
        tenantId: partner.tenantId,
        domain: partner.domain,
        email: partner.email,
        language: 'en',
        culture: 'en-US',
        ...common('organization', 'OrganizationProfile'),
        attributes: { etag: partner.etag, objectType: 'OrganizationProfile' },
      }),
    )
    .get('/profiles/mpn', only('user'), (c) => {
      const mpnId = c.req.query('mpnId') ?? partner.mpnId;
      const known = [partner.mpnId, ...resellers.map((reseller) => reseller.mpnId)];
      if (!known.includes(mpnId)) {
        const description = `Partner Organization with partner_id ${mpnId} could not be found`;
        throw refusal(404, 3000, description, 'PartnerFD');
      }
      return c.json({ mpnId, ...common('mpn', 'MpnProfile') });
    })
    .get('/profiles/legalbusiness', only('both'), (c) =>
      c.json({
        companyName: partner.companyName,
        address,
        primaryContact: { firstName, lastName, email: partner.email, phoneNumber },
        companyApproverAddress: place,
        companyApproverEmail: partner.email,
        vettingStatus: 'authorized',
        vettingSubStatus: 'none',
        ...common('legalbusiness', 'LegalBusinessProfile'),
      }),
    )
    .get('/profiles/support', only('user'), (c) =>
      c.json({
        email: 'support@woodgrovecloud.example',
        telephone: '2065550148',
        website: 'www.woodgrovecloud.example',
        ...common('support', 'SupportProfile'),
      }),
    );
}
