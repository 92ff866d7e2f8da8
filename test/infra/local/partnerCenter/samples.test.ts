import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dig, startWorld, tailspinToys, userId, type Answer, type World } from './startWorld.ts';

const fixture = z.object({
  source: z.string(),
  request: z
    .object({
      method: z.string(),
      path: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    })
    .optional(),
  status: z.number().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  response: z.unknown().optional(),
});

function read(name: string) {
  return fixture.parse(JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')));
}

/** Keys and types without the values; of lists the first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}

describe('Microsoft’s documented samples', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ partnerType: 'indirectProvider' });
    await world.set({ classicAttestation: true, countryRules: 'values' });
    const primaryContact = {
      firstName: 'Tania',
      lastName: 'Carr',
      email: 'SomeEmail@example.com',
      phoneNumber: '1',
    };
    await world.send(`/_control/customers/${tailspinToys}`, {
      method: 'PATCH',
      body: {
        isSigned: true,
        agreements: [
          { primaryContact, dateAgreed: '2019-08-26T00:00:00Z' },
          { primaryContact, dateAgreed: '2019-08-27T00:00:00Z' },
        ],
      },
    });
  });
  afterAll(() => world.stop());

  const ask = async (name: string): Promise<{ sample: z.infer<typeof fixture>; answer: Answer }> => {
    const sample = read(name);
    const { method, path, body } = sample.request ?? expect.fail(`${name} has no request`);
    return { sample, answer: await world.asUser(path, { method, body }) };
  };

  it.each([
    'agreementMetadata',
    'templateDocument',
    'customerAgreements',
    'directSignStatus',
    'relationshipRequest',
    'customerRelationships',
    'relationships',
    'organizationProfile',
    'unknownMpnId',
    'createAgreement',
    'createCustomer',
    'createCustomerIndirect',
    'addressValidation',
    'addressPartlyFound',
    'countryRules',
    'cloudAgreementMetadata',
    'relationshipRequestIndirect',
    'customersByDomain',
    'mpnProfile',
    'legalBusinessProfile',
    'resellerAgreementStatus',
    'badInput',
    'badMpnId',
  ])('are answered in the same shape: %s', async (name) => {
    const { sample, answer } = await ask(name);
    expect(answer.status).toBe(sample.status);
    expect(shapeOf(answer.body)).toEqual(shapeOf(sample.response));
  });

  it.each([
    'agreementMetadata',
    'directSignStatus',
    'customerRelationships',
    'relationships',
    'unknownMpnId',
    'cloudAgreementMetadata',
    'resellerAgreementStatus',
    'badInput',
    'badMpnId',
  ])('are answered in the same words: %s', async (name) => {
    const { sample, answer } = await ask(name);
    expect(answer.body).toEqual(sample.response);
  });

  it('have the confirmation answered with the user in front and the dates without a zone when read', async () => {
    const sample = read('createAgreement');
    const { path, body } = sample.request ?? expect.fail();
    const contact = { firstName: 'Tania', lastName: 'Other', email: 'someone@example.com' };
    const order = { ...z.looseObject({}).parse(body), primaryContact: contact };
    const answer = await world.asUser(path, { body: order });
    expect(answer.body).toEqual({ userId, ...order });
    expect(Object.keys(z.looseObject({}).parse(answer.body))[0]).toBe('userId');
    const list = await world.asUser(`${path}?agreementType=MicrosoftCustomerAgreement`);
    expect(list.text).toContain('"dateAgreed":"2019-08-26T00:00:00"');
    expect(list.text).toContain('"dateAgreed":"2018-06-14T00:00:00"');
  });

  it('have the identical confirmation refused in the words of 600061', async () => {
    const { path, body } = read('createAgreement').request ?? expect.fail();
    await world.asUser(path, { body });
    const again = await world.asUser(path, { body });
    const sample = read('agreementExists');
    expect(again.status).toBe(sample.status);
    expect(again.body).toEqual(sample.response);
  });

  it('have a customer without agreements refused with the code of the sample', async () => {
    const other = await world.asUser(
      '/v1/customers/eebd1b55-5360-4438-a11d-5c06918c3014/agreements?agreementType=MicrosoftCloudAgreement',
    );
    const none = await world.asUser(
      `/v1/customers/${tailspinToys}/agreements?agreementType=MicrosoftCloudAgreement`,
    );
    const sample = read('noAgreements');
    expect(other.status).toBe(404);
    expect([none.status, z.looseObject({}).parse(none.body)['code']]).toEqual([
      sample.status,
      z.looseObject({}).parse(sample.response)['code'],
    ]);
  });

  it('have a customer read in the shape of the sample, all of it', async () => {
    const id = 'eebd1b55-5360-4438-a11d-5c06918c3014';
    const order = { id, companyName: 'test company', domain: 'abcdefgh1234.ccsctp.net' };
    await world.send('/_control/customers', { body: { ...order, allowDelegatedAccess: true } });
    const { sample, answer } = await ask('customer');
    expect([answer.status, shapeOf(answer.body)]).toEqual([sample.status, shapeOf(sample.response)]);
    expect(dig(answer.body, 'customDomains', 0)).toBe(dig(sample.response, 'customDomains', 0));
    await world.send(`/_control/customers/${id}`, { method: 'DELETE' });
  });

  it('have the list in the shapes of a first and of a last page, between them the header of the link', async () => {
    const { total } = z
      .object({ total: z.number() })
      .parse((await world.send('/_control/customers?size=1')).body);
    const first = await world.asUser(`/v1/customers?size=${String(total - 1)}`);
    expect(shapeOf(first.body)).toEqual(shapeOf(read('customerList').response));
    const nextPage = read('customerListNextPage');
    const [name = ''] = Object.keys(nextPage.request?.headers ?? {});
    expect(dig(first.body, 'links', 'next', 'headers', 0, 'key')).toBe(name);
    const last = await world.asUser(`/v1${dig(first.body, 'links', 'next', 'uri')}`, {
      headers: { [name]: dig(first.body, 'links', 'next', 'headers', 0, 'value') },
    });
    expect(shapeOf(last.body)).toEqual(shapeOf(nextPage.response));
  });

  it('have a filtered list linked to itself with its filter', async () => {
    const { sample, answer } = await ask('customersByDomain');
    expect(dig(answer.body, 'links', 'self', 'uri')).toBe(dig(sample.response, 'links', 'self', 'uri'));
  });

  it('have a direct acceptance denied in the same words', async () => {
    const isSigned = (value: boolean) =>
      world.send(`/_control/customers/${tailspinToys}`, { method: 'PATCH', body: { isSigned: value } });
    await isSigned(false);
    const { sample, answer } = await ask('notDirectlySigned');
    await isSigned(true);
    expect([answer.status, answer.body]).toEqual([sample.status, sample.response]);
  });

  it.each(['domainTaken', 'domainFree'])('are answered without a body: %s', async (name) => {
    const { sample, answer } = await ask(name);
    expect([answer.status, answer.text]).toEqual([sample.status, '']);
  });

  it.each(['supportProfile', 'cloudAgreementRefused'])(
    'that tell a part only are answered with that part: %s',
    async (name) => {
      const { sample, answer } = await ask(name);
      expect(answer.status).toBe(sample.status);
      expect(shapeOf(answer.body)).toMatchObject(z.looseObject({}).parse(shapeOf(sample.response)));
    },
  );

  it('have the Cloud Agreement refused with the words that people met', async () => {
    const { sample, answer } = await ask('cloudAgreementRefused');
    expect(answer.body).toMatchObject(z.looseObject({}).parse(sample.response));
  });

  it('have a missing token answered with a header and no body', async () => {
    const { status, request, headers } = read('signInNeeded');
    const answer = await world.send(request?.path ?? '', {
      headers: { 'MS-CorrelationId': 'ab993325-1605-4cf4-bac4-fb584142a31b' },
    });
    expect([answer.status, answer.text]).toEqual([status, '']);
    expect(answer.headers.get('www-authenticate')).toBe(headers?.['www-authenticate']);
  });

  it('have an attestation taken with the fields that could be read, and those that could not', async () => {
    const { request } = read('enhancedAttestation');
    const unread = { signatoryEmail: 'someone@example.com' };
    const body = { ...z.looseObject({}).parse(request?.body), ...unread };
    const answer = await world.asApp(request?.path ?? '', { body });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject(body);
  });

  it('have bad input and throttling refused in their two shapes', async () => {
    const bad = await world.asUser('/v1/agreements?agreementType=Nonsense');
    expect(bad.status).toBe(400);
    expect(shapeOf(bad.body)).toEqual(shapeOf(read('badInput').response));
    await world.set({ limitPerMinute: 2 });
    await world.asUser('/v1/agreements');
    await world.asUser('/v1/agreements');
    world.pass(3000);
    const throttled = await world.asUser('/v1/agreements');
    await world.set({ limitPerMinute: null });
    expect(throttled.status).toBe(429);
    expect(throttled.body).toEqual(read('throttled').response);
    expect(throttled.headers.get('retry-after')).toBe('57');
  });

  it.each(['relationshipRequest', 'relationshipRequestIndirect'])(
    'have the relationship link in the documented order, its parameters before the fragment: %s',
    async (name) => {
      const { sample, answer } = await ask(name);
      const words = (body: unknown) => {
        const { url } = z.object({ url: z.url() }).parse(body);
        // Whose location id the sample of the indirect link has is not known.
        return url.slice(url.indexOf('?')).replace(/msppId=[1-9]\d*/, 'msppId=');
      };
      expect(words(answer.body)).toBe(words(sample.response));
    },
  );

  it('have a stranger refused in the shape of the sample', async () => {
    const answer = await world.as({ ...world.userClaims, tid: tailspinToys })('/v1/agreements');
    const sample = read('accessDenied');
    expect([answer.status, shapeOf(answer.body)]).toEqual([sample.status, shapeOf(sample.response)]);
  });

  // Last: afterwards the customer is gone.
  it('have the relationship ended with the part that is known, and the customer deleted without a word', async () => {
    const ended = await ask('endRelationship');
    expect(ended.answer.status).toBe(ended.sample.status);
    expect(ended.answer.body).toMatchObject(z.looseObject({}).parse(ended.sample.response));
    await world.send(`/_control/customers/${tailspinToys}`, {
      method: 'PATCH',
      body: { relationship: 'reseller' },
    });
    const deleted = await ask('deleteCustomer');
    expect([deleted.answer.status, deleted.answer.text]).toEqual([deleted.sample.status, '']);
  });
});
