import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dig, startWorld, tailspinToys, type World } from '../startWorld.ts';

const sample = z
  .object({
    request: z.object({
      body: z.object({
        CompanyProfile: z.looseObject({ Domain: z.string() }),
        BillingProfile: z.looseObject({ DefaultAddress: z.looseObject({}) }),
      }),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/createCustomer.json', import.meta.url), 'utf8')))
  .request.body;
const { CompanyProfile, BillingProfile } = sample;
const inCountry = (Country: string, more = {}) => ({
  ...BillingProfile,
  DefaultAddress: { ...BillingProfile.DefaultAddress, Country, ...more },
});
const resellerId = '484e548c-f5f3-4528-93a9-c16c6373cb59';

describe('new customers', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ partnerType: 'indirectProvider' });
  });
  afterAll(() => world.stop());
  afterEach(() => world.send('/_control', { method: 'DELETE' }));

  const create = (changes = {}) => world.asApp('/v1/customers', { body: { ...sample, ...changes } });
  const refused = async (code: number, changes: object) => {
    expect(await create(changes)).toMatchObject({ status: 400, body: { code } });
  };

  it('are in the list at once, without an agreement, and their password is told once', async () => {
    const made = await create();
    expect(made).toMatchObject({
      status: 201,
      body: {
        companyProfile: { domain: 'xyz.ccsctp.net' },
        billingProfile: { culture: 'en-US' },
        relationshipToPartner: 'none',
        userCredentials: { userName: 'admin' },
      },
    });
    const password = dig(made.body, 'userCredentials', 'password');
    expect(password.length).toBeGreaterThanOrEqual(8);
    const path = `/v1/customers/${dig(made.body, 'id')}`;
    const read = await world.asApp(path);
    expect(read.status).toBe(200);
    for (const { text } of [
      read,
      await world.asApp('/v1/customers?size=0'),
      await world.send('/_control/customers'),
    ]) {
      expect(text).toContain(dig(made.body, 'id'));
      expect(text).not.toContain(password);
      expect(text).not.toContain('userCredentials');
    }
    expect((await world.asUser(`${path}/directSignedMicrosoftCustomerAgreementStatus`)).text).toBe(
      '{"isSigned":false}',
    );
  });

  it('are made once for one request id, the credentials included', async () => {
    const headers = { 'MS-RequestId': '94e4e214-6b06-4fb7-96d1-94d559f9b47f' };
    const first = await world.asApp('/v1/customers', { body: sample, headers });
    const again = await world.asApp('/v1/customers', { body: sample, headers });
    expect(again.text).toBe(first.text);
    expect((await world.send('/_control/customers')).body).toMatchObject({ total: 25 });
  });

  it('come under a reseller only when a user asks, and only under a known one', async () => {
    const body = { ...sample, AssociatedPartnerId: resellerId };
    expect(await world.asApp('/v1/customers', { body })).toMatchObject({
      status: 403,
      body: { code: 900329 },
    });
    const unknown = await world.asUser('/v1/customers', {
      body: { ...body, AssociatedPartnerId: tailspinToys },
    });
    expect(unknown.status).toBe(400);
    const made = await world.asUser('/v1/customers', { body });
    expect(made).toMatchObject({
      status: 201,
      body: {
        relationshipToPartner: 'reseller',
        allowDelegatedAccess: true,
        associatedPartnerId: resellerId,
      },
    });
  });

  it('are refused for a taken or foreign domain', async () => {
    await create();
    await refused(2000, {});
    await refused(2000, { CompanyProfile: { Domain: 'contoso.com' } });
  });

  it('are refused with the documented codes around registration numbers', async () => {
    const numbered = (organizationRegistrationNumber: string) => ({
      ...CompanyProfile,
      organizationRegistrationNumber,
    });
    await refused(600002, { CompanyProfile: numbered('1234567') });
    await refused(600049, { BillingProfile: inCountry('PL') });
    await refused(600050, { BillingProfile: inCountry('PL'), CompanyProfile: numbered('#') });
    await refused(600051, { BillingProfile: inCountry('PL'), CompanyProfile: numbered('1234567') });
    const whole = {
      BillingProfile: inCountry('PL', { PhoneNumber: '123456' }),
      CompanyProfile: numbered('1234567'),
    };
    expect((await create(whole)).status).toBe(201);
  });

  it.each([
    ['no address', { BillingProfile: { ...BillingProfile, DefaultAddress: undefined } }],
    ['a name of 51 letters', { BillingProfile: inCountry('US', { FirstName: 'a'.repeat(51) }) }],
    ['an embargoed country', { BillingProfile: inCountry('KP') }],
    ['a country of three letters', { BillingProfile: inCountry('USA') }],
    ['a password of the caller', { UserCredentials: { userName: 'me', password: 'secret' } }],
  ])('are refused with %s', async (_, changes) => {
    await refused(2000, changes);
  });

  it('are refused with 800018 beyond the limit of a sandbox', async () => {
    await world.set({ maxCustomers: 25 });
    expect((await create()).status).toBe(201);
    await refused(800018, { CompanyProfile: { Domain: 'next.ccsctp.net' } });
  });

  it('leave by ending the relationship or by being deleted', async () => {
    const path = `/v1/customers/${tailspinToys}`;
    const body = { relationshipToPartner: 'none', attributes: { objectType: 'Customer' } };
    expect((await world.asApp(path, { method: 'PATCH', body })).status).toBe(403);
    expect(await world.asUser(path, { method: 'PATCH', body })).toMatchObject({
      status: 200,
      body: { relationshipToPartner: 'none' },
    });
    expect(await world.asApp(path)).toMatchObject({ status: 403, body: { code: 20002 } });
    const made = `/v1/customers/${dig((await create()).body, 'id')}`;
    expect((await world.asApp(made, { method: 'DELETE' })).status).toBe(204);
    expect((await world.asApp(made)).status).toBe(404);
    expect((await create()).status).toBe(201);
  });
});

describe('domains, addresses and countries', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it.each([
    ['TailspinToys.onmicrosoft.com', 200],
    ['woodgrovecloud.onmicrosoft.com', 200],
    ['free.onmicrosoft.com', 404],
  ])('knows whether %s is taken', async (domain, status) => {
    const answer = await world.asApp(`/v1/domains/${domain}`, { method: 'HEAD' });
    expect(answer).toMatchObject({ status, text: '' });
    expect(answer.headers.get('ms-requestid')).toBeTruthy();
  });

  it('names the parts of an address that are wrong', async () => {
    const body = { AddressLine1: '1 Microsoft Way', City: '', State: 'XX', PostalCode: '9', Country: 'US' };
    expect((await world.asApp('/v1/validations/address', { body })).body).toMatchObject({
      status: 'None',
      suggestedAddresses: [],
      validationMessage: "Address field invalid for property: 'Region', 'PostalCode', 'City'",
    });
  });

  it('takes addresses of countries without states', async () => {
    const body = { AddressLine1: 'Musterweg 4', City: 'München', PostalCode: '80331', Country: 'DE' };
    expect((await world.asApp('/v1/validations/address', { body })).body).toMatchObject({
      status: 'VerifiedShippable',
      suggestedAddresses: [{ postalCode: '80331' }],
    });
  });

  it('finds the addresses of its own customers right', async () => {
    const known = z
      .object({ items: z.array(z.object({ address: z.record(z.string(), z.unknown()) })) })
      .parse((await world.send('/_control/customers')).body);
    for (const { address } of known.items) {
      const { body } = await world.asApp('/v1/validations/address', { body: address });
      expect({ address, status: dig(body, 'status') }).toEqual({ address, status: 'VerifiedShippable' });
    }
  });

  it('has rules for countries it sells in, and 404 for others', async () => {
    expect((await world.asUser('/v1/countryvalidationrules/pl')).body).toMatchObject({
      iso2Code: 'PL',
      defaultCulture: 'pl-PL',
      isStateRequired: false,
      isRegistrationNumberSupported: true,
      countryCallingCodesList: ['48'],
      supportedCulturesList: ['pl-PL'],
    });
    await world.send('/_control/settings', { method: 'PUT', body: { countryRules: 'values' } });
    expect((await world.asUser('/v1/countryvalidationrules/PL')).body).toMatchObject({
      countryCallingCodes: { value: ['48'] },
      supportedCultures: { value: ['pl-PL'] },
    });
    expect((await world.asUser('/v1/countryvalidationrules/KP')).status).toBe(404);
  });
});
