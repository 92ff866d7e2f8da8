import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { PartnerCenter } from '../../../../shared/workflows/ports/partnerCenterPorts.ts';
import { fixtures, sample } from './sample.ts';
import { order, requestsTo, startPartnerCenterWorld, type PartnerCenterWorld } from './world.ts';

const customer = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const templateId = '117a77b0-9360-443b-8795-c6dedc750cf9';
const resellers = [
  { tenantId: '484e548c-f5f3-4528-93a9-c16c6373cb59', name: 'First Up Consultants' },
  { tenantId: 'b01b1487-b36e-4e6d-9b5e-0b58974c4b28', name: 'ReleCloud' },
];
const signatory = {
  firstName: 'Tania',
  lastName: 'Carr',
  email: 'SomeEmail@example.com',
  phone: '1234567890',
};
const confirmed = (day: string) => ({
  path: 'partnerAttestation',
  acceptedAt: new Date(`${day}T00:00:00Z`),
  signatory,
});

let world: PartnerCenterWorld;
beforeAll(async () => {
  world = await startPartnerCenterWorld('indirectProvider');
});
beforeEach(() => order(world.service, 'DELETE', ''));
afterAll(() => world.stop());

// The simulator's faults only carry the samples to the adapter.
const answerWith = (path: string, name: string, times = 1) => {
  const { status, response } = sample(name);
  return order(world.service, 'POST', '/faults', [
    { match: { path }, times, then: { status, body: response } },
  ]);
};
const lastRequest = async () => {
  const { method, path, query, body } = (await requestsTo(world.service)).at(-1) ?? expect.fail();
  return { method, path: path + query, body };
};

const reads: [name: string, at: string, ask: (port: PartnerCenter) => Promise<unknown>, expected: unknown][] =
  [
    [
      'agreementMetadata',
      '/v1/agreements',
      (port) => port.agreementTemplate(),
      { templateId, agreementLink: 'https://aka.ms/customeragreement', readAt: expect.any(Date) as unknown },
    ],
    [
      'templateDocument',
      '/v1/agreementtemplates/*',
      (port) => port.templateDocument(templateId, { country: 'US', language: 'en-US' }),
      {
        displayUrl: expect.stringMatching(/^https:/) as unknown,
        downloadUrl: expect.stringMatching(/^https:/) as unknown,
        country: 'US',
        language: 'en-US',
      },
    ],
    [
      'directSignStatus',
      '*/directSigned*',
      async (port) => (await port.observe(customer)).observation,
      { kind: 'read', signedDirectly: true, confirmed: null },
    ],
    [
      'notDirectlySigned',
      '*/directSigned*',
      async (port) => (await port.observe(customer)).observation,
      { kind: 'read', signedDirectly: false, confirmed: [] },
    ],
    [
      'customerAgreements',
      `/v1/customers/${customer}/agreements`,
      async (port) => (await port.observe(customer)).observation,
      { kind: 'read', signedDirectly: false, confirmed: [confirmed('2019-08-26'), confirmed('2019-08-27')] },
    ],
    [
      'noAgreements',
      `/v1/customers/${customer}/agreements`,
      async (port) => (await port.observe(customer)).observation,
      { kind: 'read', signedDirectly: false, confirmed: [] },
    ],
    [
      'accessDenied',
      '*/directSigned*',
      async (port) => (await port.observe(customer)).observation,
      { kind: 'unreadable', reason: 'accessDenied' },
    ],
    [
      'customerRelationships',
      `/v1/customers/${customer}/relationships`,
      (port) => port.describe(customer),
      { country: 'US', resellerTenantId: resellers[0]?.tenantId },
    ],
    [
      'customer',
      '/v1/customers/eebd1b55-5360-4438-a11d-5c06918c3014',
      () => world.connect({ partnerType: 'directBill' }).describe('eebd1b55-5360-4438-a11d-5c06918c3014'),
      { country: 'US', resellerTenantId: null },
    ],
    [
      'customerList',
      '/v1/customers',
      (port) => port.customers(null),
      {
        customers: [
          {
            customerTenantId: 'b44bb1fb-c595-45b0-9e0b-6b1a4e3c1a11',
            companyName: 'Wingtip Toys',
            domain: 'wingtiptoys678152504.onmicrosoft.com',
            hasRelationship: true,
          },
        ],
        position: expect.stringContaining('MS-ContinuationToken') as unknown,
      },
    ],
    ['relationships', '/v1/relationships', async (port) => (await port.account()).resellers, resellers],
    [
      'organizationProfile',
      '/v1/profiles/organization',
      async (port) => {
        const { tenantId, companyName } = await port.account();
        return { tenantId, companyName };
      },
      { tenantId: '3b33e682-00c3-41ee-9dd2-a548adf56438', companyName: 'TEST_TEST_BugBash1' },
    ],
    [
      'countryRules',
      '/v1/countryvalidationrules/US',
      (port) => port.countryRules('US'),
      {
        country: 'US',
        isStateRequired: true,
        states: ['WA'],
        isCityRequired: true,
        isPostalCodeRequired: true,
        postalCodePattern: '^\\d{5}(-\\d{4})?$',
        phonePattern: expect.stringMatching(/^\^\(1/) as unknown,
        isRegistrationNumberSupported: false,
        defaultCulture: 'en-US',
        cultures: ['en-US', 'es-US'],
        languages: ['en', 'es'],
        callingCodes: ['1'],
      },
    ],
  ];

describe('Microsoft’s samples', () => {
  it.each(reads)('are understood: %s', async (name, path, ask, expected) => {
    await answerWith(path, name);
    expect(await ask(world.connect())).toEqual(expected);
  });

  /** What was left out: `observe` asks for all types of agreements, see there. */
  it.each(['agreementMetadata', 'templateDocument', 'customer', 'customerList', 'countryRules'])(
    'are asked for in Microsoft’s words: %s',
    async (name) => {
      const [, at, ask] = reads.find(([one]) => one === name) ?? expect.fail();
      await answerWith(at, name);
      await ask(world.connect());
      const { method, path } = await lastRequest();
      const [asked = '', query = ''] = path.split('?');
      const [documented = '', documentedQuery = ''] = (sample(name).request?.path ?? '').split('?');
      expect([method, asked]).toEqual([sample(name).request?.method, documented]);
      expect(new Map(new URLSearchParams(query))).toEqual(new Map(new URLSearchParams(documentedQuery)));
    },
  );

  it.each([
    'createAgreement',
    'createCustomer',
    'createCustomerIndirect',
    'addressValidation',
    'addressPartlyFound',
  ])('of commands go out and come back byte for byte in content: %s', async (name) => {
    const { request, response } = sample(name);
    await answerWith(request?.path ?? '', name);
    const reply = await world.client().send({
      method: 'POST',
      path: request?.path ?? '',
      mode: 'appAndUser',
      body: request?.body,
      requestId: '94e4e214-6b06-4fb7-96d1-94d559f9b47f',
      shape: z.unknown(),
    });
    expect(reply).toMatchObject({ kind: 'read', value: response });
    expect(JSON.parse((await lastRequest()).body)).toEqual(request?.body);
  });

  it.each([
    ['agreementExists', { kind: 'rejected', code: '600061', description: /already exists/ }],
    ['badInput', { kind: 'rejected', code: '2000', description: /GUID/ }],
    ['badMpnId', { kind: 'rejected', code: '2000', description: /numeric/ }],
    ['cloudAgreementRefused', { kind: 'rejected', code: '400', description: /no longer supported/ }],
    ['unknownMpnId', { kind: 'rejected', code: '3000', description: /could not be found/ }],
    ['accessDenied', { kind: 'refused', refusal: 'accessDenied', code: '1002' }],
  ])(
    'of refusals are understood: %s',
    async (name, { description, ...expected }: Record<string, unknown>) => {
      await answerWith('/v1/*', name);
      const body = {};
      const requestId = '94e4e214-6b06-4fb7-96d1-94d559f9b47f';
      const reply = await world.client().send({
        method: 'POST',
        path: '/v1/customers',
        mode: 'appOnly',
        body,
        requestId,
        shape: z.unknown(),
      });
      expect(reply).toMatchObject(expected);
      if (description instanceof RegExp)
        expect(reply).toHaveProperty('description', expect.stringMatching(description));
    },
  );

  it('of throttling are understood', async () => {
    await answerWith('/v1/*', 'throttled');
    await expect(world.connect().agreementTemplate()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_THROTTLED',
    });
  });

  it('all say where they are from', () => {
    const names = readdirSync(fixtures).map((file) => file.replace('.json', ''));
    expect(names.length).toBeGreaterThan(15);
    for (const name of names)
      expect(sample(name).source).toMatch(/learn\.microsoft\.com|Microsoft's sample|Third party/);
  });
});
