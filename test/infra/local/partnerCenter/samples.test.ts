import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startWorld, tailspinToys, userId, type Answer, type World } from './startWorld.ts';

const fixture = z.object({
  source: z.string(),
  request: z.object({ method: z.string(), path: z.string(), body: z.unknown().optional() }).optional(),
  status: z.number(),
  response: z.unknown(),
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
    await world.set({ classicAttestation: true });
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
    'addressValidation',
    'countryRules',
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

  it('have customers in the shapes of the samples, as far as those tell', async () => {
    const one = read('customer');
    const { body } = await world.asUser(`/v1/customers/${tailspinToys}`);
    expect(Object.keys(z.looseObject({}).parse(body))).toEqual(
      expect.arrayContaining(['id', 'companyProfile', 'billingProfile', 'relationshipToPartner']),
    );
    expect(shapeOf(z.looseObject({}).parse(body)['id'])).toBe(
      shapeOf(z.looseObject({}).parse(one.response)['id']),
    );
    const list = await world.asUser('/v1/customers?size=1');
    const sampleList = z.looseObject({ items: z.array(z.unknown()) }).parse(read('customerList').response);
    const answered = z.looseObject({ items: z.array(z.unknown()) }).parse(list.body);
    expect(shapeOf(answered.items[0])).toMatchObject(z.looseObject({}).parse(shapeOf(sampleList.items[0])));
    expect(shapeOf(answered['continuationToken'])).toBe('string');
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

  it('have the relationship link in the documented order, its parameters before the fragment', async () => {
    const { sample, answer } = await ask('relationshipRequest');
    const words = (body: unknown) => {
      const { url } = z.object({ url: z.url() }).parse(body);
      return url.slice(url.indexOf('?'));
    };
    expect(words(answer.body)).toBe(words(sample.response));
  });
});
