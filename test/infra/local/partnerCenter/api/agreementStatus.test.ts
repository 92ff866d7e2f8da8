import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../startWorld.ts';

describe('the agreement status of a reseller', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  const path = '/v1/compliance/csp/agreementstatus';

  it.each(['mpnId=4847383', 'tenantId=484e548c-f5f3-4528-93a9-c16c6373cb59'])(
    'is told by %s',
    async (query) => {
      const answer = await world.asUser(`${path}?${query}`);
      expect([answer.status, answer.body]).toEqual([200, { isAgreementSigned: true }]);
    },
  );

  it.each([
    ['tenantId=x', 2000, 'PartnerApiServiceControllers', 'Tenant Id must be a GUID.'],
    ['mpnId=x', 2000, 'PartnerApiServiceControllers', 'MPN Id must be numeric.'],
    ['', 2001, 'ComplianceController', expect.any(String)],
    ['mpnId=1&tenantId=x', 2000, 'ComplianceController', expect.any(String)],
    ['mpnId=9999999', 2200, 'PartnerFD', expect.any(String)],
    ['tenantId=11111111-2222-4333-8444-555555555555', 2205, 'PartnerFD', expect.any(String)],
  ])('is refused for %s with %i of %s', async (query, code, source, description: unknown) => {
    const answer = await world.asUser(`${path}?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code, source, description } });
  });

  it('is not told to an application alone', async () => {
    expect((await world.asApp(`${path}?mpnId=4847383`)).status).toBe(403);
  });
});
