import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PartnerCenter } from '../../../../shared/workflows/ports/partnerCenterPorts.ts';
import { order, startPartnerCenterWorld, type PartnerCenterWorld } from './world.ts';

const firstUp = '484e548c-f5f3-4528-93a9-c16c6373cb59';
const nobody = '9e2f5a3c-1111-4222-8333-444455556666';

describe.each(['directBill', 'indirectProvider'] as const)(
  'relationships of a partner of type %s',
  (type) => {
    let world: PartnerCenterWorld;
    let partnerCenter: PartnerCenter;
    beforeAll(async () => {
      world = await startPartnerCenterWorld(type);
    });
    beforeEach(async () => {
      await order(world.service, 'DELETE', '');
      partnerCenter = world.connect();
    });
    afterAll(() => world.stop());
    const answer = (then: unknown) =>
      order(world.service, 'POST', '/faults', [{ match: { path: '/v1/customers/*' }, times: 9, then }]);
    const withUrl = (url: string) => answer({ status: 200, body: { url } });

    it('the link is passed on to the letter, parameters before the fragment', async () => {
      const url =
        'https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=3B33e682-00c3-41ee-9dd2-a548adf56438&msppId=0&DAP=false#/BillingAccounts/partner-invitation';
      await withUrl(url);
      expect(await partnerCenter.relationshipLink(null)).toMatchObject({
        url,
        microsoft: { requestId: expect.any(String), correlationId: expect.any(String) },
      });
    });

    it('the direct link names us and no administration', async () => {
      const { searchParams, hash } = new URL((await partnerCenter.relationshipLink(null)).url);
      expect([searchParams.get('invType'), searchParams.get('DAP'), hash]).toEqual([
        ...['ResellerRelationship', 'false', '#/BillingAccounts/partner-invitation'],
      ]);
    });

    it('a throttled or failing Partner Center is a failure that passes', async () => {
      await answer({ status: 429, headers: { 'retry-after': '7' }, body: {} });
      await expect(partnerCenter.relationshipLink(null)).rejects.toMatchObject({
        code: 'PARTNER_CENTER_THROTTLED',
      });
    });

    it('what is no link is no answer', async () => {
      await withUrl('javascript:alert(1)');
      await expect(partnerCenter.relationshipLink(null)).rejects.toMatchObject({
        code: 'PARTNER_CENTER_UNAVAILABLE',
      });
    });

    it('a customer’s profile tells its addresses', async () => {
      const { items } = (await order(world.service, 'GET', '/customers')) as { items: { id: string }[] };
      const profile = await partnerCenter.profile(items[0]?.id ?? '');
      expect(profile?.emails.length).toBeGreaterThan(0);
      expect(await partnerCenter.profile(nobody)).toBeUndefined();
    });

    it.runIf(type === 'indirectProvider')('a provider names one of its resellers, and no other', async () => {
      const { searchParams } = new URL((await partnerCenter.relationshipLink(firstUp)).url);
      expect([
        searchParams.get('invType'),
        searchParams.get('partnerId'),
        searchParams.get('msppId'),
      ]).toEqual([...['IndirectResellerRelationship', firstUp, '4847383']]);
      expect(await partnerCenter.reseller(firstUp)).toEqual({
        tenantId: firstUp,
        name: 'First Up Consultants',
      });
      expect(await partnerCenter.reseller(nobody)).toBeUndefined();
      await expect(partnerCenter.relationshipLink(nobody)).rejects.toMatchObject({
        code: 'PARTNER_CENTER_REFUSED',
      });
    });

    it.runIf(type === 'indirectProvider')('a link that does not name the reseller is refused', async () => {
      await withUrl('https://admin.microsoft.com/Home?invType=ResellerRelationship&partnerId=other#/x');
      await expect(partnerCenter.relationshipLink(firstUp)).rejects.toMatchObject({
        code: 'PARTNER_CENTER_REFUSED',
      });
    });
  },
);
