import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  templateCountries,
  languagesOffered,
} from '../../../../shared/domain/attestations/templateCountries.ts';
import { order, requestsTo, startPartnerCenterWorld, type PartnerCenterWorld } from './world.ts';

const templateId = '117a77b0-9360-443b-8795-c6dedc750cf9';
let world: PartnerCenterWorld;
beforeAll(async () => {
  world = await startPartnerCenterWorld('indirectProvider');
});
beforeEach(async () => {
  await order(world.service, 'DELETE', '');
  await order(world.entra, 'DELETE', '');
});
afterAll(() => world.stop());

const fault = (then: unknown, times = 1) =>
  order(world.service, 'POST', '/faults', [{ match: { path: '/v1/*' }, times, then }]);
const template = (id: string, versionRank: number, agreementType = 'MicrosoftCustomerAgreement') => ({
  templateId: id,
  agreementType,
  versionRank,
  agreementLink: 'https://aka.ms/customeragreement',
});

describe('the template in force', () => {
  it('is looked up once and then kept for hours', async () => {
    let now = new Date('2026-03-02T09:00:00Z');
    const partnerCenter = world.connect({ clock: { now: () => now } });
    const found = await Promise.all([partnerCenter.agreementTemplate(), partnerCenter.agreementTemplate()]);
    expect(found[0]).toEqual({ templateId, agreementLink: 'https://aka.ms/customeragreement', readAt: now });
    now = new Date(now.getTime() + 3 * 3_600_000);
    expect(await partnerCenter.agreementTemplate('background')).toBe(found[0]);
    const asked = () => requestsTo(world.service);
    expect((await asked()).map(({ query }) => query)).toEqual(['?agreementType=MicrosoftCustomerAgreement']);
    now = new Date(now.getTime() + 2 * 3_600_000);
    await partnerCenter.agreementTemplate();
    expect(await asked()).toHaveLength(2);
  });

  it('is asked for again after a failure', async () => {
    const partnerCenter = world.connect();
    await fault({ status: 503 });
    await expect(partnerCenter.agreementTemplate()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_UNAVAILABLE',
    });
    expect(await partnerCenter.agreementTemplate()).toMatchObject({ templateId });
  });

  it('is the newest of its type, in its own spelling, whatever else is listed', async () => {
    const newest = 'AAAAAAAA-9360-443B-8795-C6DEDC750CF9';
    const items = [
      template('998b88de-aa99-4388-a42c-1b3517d49490', 9, 'MicrosoftCloudAgreement'),
      template(templateId, 0),
      template(newest, 2),
      { agreementType: 'YetToCome', templateId: 5 },
    ];
    await fault({ status: 200, body: { totalCount: 4, items } });
    expect(await world.connect().agreementTemplate()).toMatchObject({ templateId: newest });
  });

  it('is not made up where Microsoft names none', async () => {
    await fault({ status: 200, body: { totalCount: 0, items: [] } });
    await expect(world.connect().agreementTemplate()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_UNAVAILABLE',
    });
  });
});

describe('the agreement’s text', () => {
  it('has fresh links on each call, in the language Microsoft gave', async () => {
    const partnerCenter = world.connect();
    const first = await partnerCenter.templateDocument(templateId, { country: 'DE', language: 'de-DE' });
    const second = await partnerCenter.templateDocument(templateId, { country: 'DE', language: 'fr-FR' });
    expect([first, second]).toMatchObject([
      { country: 'DE', language: 'de-DE' },
      { country: 'DE', language: 'en-US' },
    ]);
    expect(second.downloadUrl).not.toBe(first.downloadUrl);
    expect((await fetch(first.downloadUrl)).status).toBe(200);
  });

  it('can be had for every country and language of our list', async () => {
    const partnerCenter = world.connect();
    for (const country of templateCountries.filter((_, index) => index % 7 === 0)) {
      const language = languagesOffered(country)?.at(-1) ?? '';
      const document = await partnerCenter.templateDocument(templateId, { country, language });
      expect(document).toMatchObject({ country, language });
    }
  });

  it.each([
    ['a link that a browser would run', { displayUri: 'javascript:alert(1)' }],
    ['no link', { displayUri: null }],
  ])('with %s is no answer', async (_what, change) => {
    const links = { displayUri: 'https://a.example/', downloadUri: 'https://b.example/' };
    await fault({ status: 200, body: { ...links, language: 'en-US', country: 'US', ...change } });
    await expect(
      world.connect().templateDocument(templateId, { country: 'US', language: 'en-US' }),
    ).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
  });
});

describe('a country', () => {
  it('has Partner Center’s rules for addresses', async () => {
    expect(await world.connect().countryRules('US')).toMatchObject({
      country: 'US',
      isStateRequired: true,
      isPostalCodeRequired: true,
      postalCodePattern: '^\\d{5}(-\\d{4})?$',
      defaultCulture: 'en-US',
      callingCodes: ['1'],
    });
  });

  it('that Partner Center does not know has none', async () => {
    await fault({ status: 404, body: { code: 1000, description: 'x' } });
    expect(await world.connect().countryRules('ZZ')).toBeUndefined();
  });
});

describe('our own account', () => {
  it('is named with the resellers below it', async () => {
    expect(await world.connect().account()).toMatchObject({
      tenantId: '3b33e682-00c3-41ee-9dd2-a548adf56438',
      companyName: 'Woodgrove Cloud Partner',
      resellers: [
        { tenantId: '484e548c-f5f3-4528-93a9-c16c6373cb59', name: 'First Up Consultants' },
        { name: 'ReleCloud' },
      ],
      providers: [],
    });
  });

  it('has no relationships where Microsoft lets it ask for none', async () => {
    await order(world.service, 'POST', '/faults', [
      { match: { path: '/v1/relationships' }, times: 2, then: { status: 403, body: { code: 1002 } } },
    ]);
    expect(await world.connect().account()).toMatchObject({ resellers: [], providers: [] });
  });

  it('is not guessed when the token lacks the second factor', async () => {
    await order(world.entra, 'PUT', '/settings', { mfa: false });
    await expect(world.connect().account()).rejects.toMatchObject({ code: 'PARTNER_CENTER_SIGN_IN_FAILED' });
  });
});
