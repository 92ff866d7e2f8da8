import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createWebhookRegistrations } from '../../../../shared/adapters/partnerCenter/webhookRegistrations.ts';
import { fixtures, sample } from './sample.ts';
import { order, requestsTo, startPartnerCenterWorld, type PartnerCenterWorld } from './world.ts';

const requestId = '94e4e214-6b06-4fb7-96d1-94d559f9b47f';
const reseller = '484e548c-f5f3-4528-93a9-c16c6373cb59';
const tania = { firstName: 'Tania', lastName: 'Carr', email: 'someone@example.com', phone: '1234567890' };
const asked = { addressLine2: null, city: 'Redmond', state: 'WA', postalCode: '98052', country: 'US' };
const agreement = {
  customerTenantId: '14876998-c0dc-46e6-9d0c-65a57a6c32ec',
  signatory: tania,
  templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
  agreedAt: new Date('2018-06-14T00:00:00Z'),
  attestationId: null,
};
const newCustomer = {
  companyName: 'test company',
  domain: 'xyz.ccsctp.net',
  contact: { firstName: 'Test', lastName: 'Test', email: 'test@outlook.com', phone: null },
  address: { ...asked, addressLine1: 'One Microsoft Way' },
  culture: 'en-US',
  registrationNumber: null,
  resellerTenantId: null,
};

let world: PartnerCenterWorld;
beforeAll(async () => {
  world = await startPartnerCenterWorld('indirectProvider');
});
beforeEach(() => order(world.service, 'DELETE', ''));
afterAll(() => world.stop());

async function answerWith(name: string, path = sample(name).request?.path.split('?')[0]): Promise<void> {
  const { status, headers = {}, response: body } = sample(name);
  const then = { status, headers, ...(body === undefined ? {} : { body }) };
  await order(world.service, 'POST', '/faults', [{ match: { path }, times: 1, then }]);
}

async function lastRequest() {
  return (await requestsTo(world.service)).at(-1) ?? expect.fail();
}

async function sentBody(): Promise<unknown> {
  return JSON.parse((await lastRequest()).body);
}

/** All members with a value; in which case a culture is written does not matter (both are documented). */
function withoutNulls(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (name, value: unknown) =>
    value === null
      ? undefined
      : name === 'Culture' || name === 'Language'
        ? String(value).toLowerCase()
        : value,
  );
}

describe('Microsoft’s samples of commands', () => {
  it('a confirmation is sent as sampled, and taken as done', async () => {
    await answerWith('createAgreement');
    expect(await world.connect().confirmAgreement(agreement, requestId)).toMatchObject({ kind: 'done' });
    expect(await sentBody()).toEqual(sample('createAgreement').request?.body);
  });

  it('a second confirmation with the same contact is known for what it is', async () => {
    await answerWith('agreementExists', sample('createAgreement').request?.path);
    expect(await world.connect().confirmAgreement(agreement, requestId)).toMatchObject({
      ...{ kind: 'refused', reason: 'signatoryOnRecord', code: '600061' },
    });
  });

  it('an attestation is asked for with the fields that could be read on the page', async () => {
    const order = { country: 'US', language: 'en-US', companyName: 'test company', signatory: tania };
    expect(await world.connect().createAttestation(order, requestId)).toMatchObject({ kind: 'done' });
    const { method, path } = await lastRequest();
    const { request } = sample('enhancedAttestation');
    expect([method, path]).toEqual([request?.method, request?.path]);
    expect(await sentBody()).toMatchObject(z.looseObject({}).parse(request?.body));
  });

  it('a new customer is sent as sampled, and its one-time password read', async () => {
    await answerWith('createCustomer');
    expect(await world.connect().createCustomer(newCustomer, requestId)).toMatchObject({
      kind: 'created',
      customerTenantId: 'dfd8cc0a-c592-468c-8461-869a38d24738',
      credentials: { userName: 'admin', password: '=;;n.=s9Z' },
    });
    expect(withoutNulls(await sentBody())).toEqual(withoutNulls(sample('createCustomer').request?.body));
  });

  it('a reseller’s new customer is sent with all of the sample that has a value', async () => {
    await answerWith('createCustomerIndirect');
    const contact = {
      firstName: 'Gena',
      lastName: 'Soto',
      email: 'Gena@wingtiptoys.com',
      phone: '4255550101',
    };
    const domain = 'WingtipToys678152504.onmicrosoft.com';
    const wingtip = { ...newCustomer, companyName: 'Wingtip Toys678152504', domain, contact };
    expect(
      await world.connect().createCustomer({ ...wingtip, resellerTenantId: reseller }, requestId),
    ).toMatchObject({
      customerTenantId: '626099fe-17af-4756-9fd0-6a73b7127859',
      credentials: { userName: 'admin', password: '0Krha*Io' },
    });
    expect(withoutNulls(sample('createCustomerIndirect').request?.body)).toMatchObject(
      z.looseObject({}).parse(withoutNulls(await sentBody())),
    );
  });

  it('a culture of three letters is sent whole, and so is its language', async () => {
    await answerWith('createCustomer');
    await world.connect().createCustomer({ ...newCustomer, culture: 'fil-PH' }, requestId);
    expect(await sentBody()).toMatchObject({ BillingProfile: { Culture: 'fil-PH', Language: 'fil' } });
  });

  it('an address is asked about as sampled; one found is fine, one found in part comes with the way to write it', async () => {
    const ask = (addressLine1: string) => world.connect().checkAddress({ ...asked, addressLine1 });
    await answerWith('addressValidation');
    expect(await ask('1 Microsoft Way')).toEqual({ kind: 'fine' });
    expect(await sentBody()).toEqual(sample('addressValidation').request?.body);
    await answerWith('addressPartlyFound');
    expect(await ask('Microsoft Way')).toMatchObject({
      kind: 'wrong',
      fields: ['Region', 'PostalCode', 'City'],
      suggestions: [{ ...asked, addressLine1: '1 Microsoft Way', postalCode: '98052-6399' }],
      partnerCenter: { code: 'StreetPartial' },
    });
    expect(await sentBody()).toEqual(sample('addressPartlyFound').request?.body);
  });
});

describe('Microsoft’s samples of questions', () => {
  it.each([
    ['domainTaken', true],
    ['domainFree', false],
  ])('a status without a body is the answer: %s', async (name, isTaken) => {
    const { request } = sample(name);
    await answerWith(name);
    expect(await world.connect().isDomainTaken(request?.path.split('/').at(-1) ?? '')).toBe(isTaken);
    const { method, path } = await lastRequest();
    expect([method, path]).toEqual([request?.method, request?.path]);
  });

  it('the contact is the person of the billing profile', async () => {
    await answerWith('customer');
    expect(await world.connect().contact('eebd1b55-5360-4438-a11d-5c06918c3014')).toEqual({
      ...{ firstName: 'Test', lastName: 'Test', email: 'test@outlook.com', phone: '1234567890' },
    });
  });

  it('the list is filtered as sampled, and only the very domain counts', async () => {
    await answerWith('customersByDomain');
    expect(await world.connect().customerWithDomain('contosocorpco.onmicrosoft.com')).toMatchObject({
      ...{ customerTenantId: '7b26b357-9ca3-48b8-a58e-4febe2662a5d', companyName: 'Contoso' },
    });
    const filterIn = (url: string) =>
      z
        .record(z.string(), z.string())
        .parse(JSON.parse(new URLSearchParams(url.split('?')[1]).get('filter') ?? ''));
    const ours = filterIn((await lastRequest()).query);
    const documented = filterIn(sample('customersByDomain').request?.path ?? '');
    expect(ours).toEqual({ ...documented, Value: 'contosocorpco.onmicrosoft.com' });
  });

  it('the very domain is found behind pages of others that begin like it, and a missing one is not', async () => {
    const domain = 'contoso.example';
    const page = (of: string, next: string | null) => ({
      items: [{ id: agreement.customerTenantId, companyProfile: { companyName: of, domain: of } }],
      links: next ? { next: { uri: `/customers?size=500&page=${next}`, headers: [] } } : {},
    });
    const answer = (body: unknown) => ({
      ...{ match: { path: '/v1/customers' }, times: 1 },
      then: { status: 200, headers: { 'content-type': 'application/json' }, body },
    });
    const others = [page('contoso.example.org', '2'), page('contoso.examples', '3')].map(answer);
    await order(world.service, 'POST', '/faults', [...others, answer(page('Contoso.Example', null))]);
    expect(await world.connect().customerWithDomain(domain)).toMatchObject({ domain: 'Contoso.Example' });
    await order(world.service, 'POST', '/faults', [answer(page('contoso.example.org', null))]);
    expect(await world.connect().customerWithDomain(domain)).toBeUndefined();
  });

  it('the next page is asked for with the header of the link, and the last one ends the list', async () => {
    await answerWith('customerList');
    const { position } = await world.connect().customers(null);
    await answerWith('customerListNextPage');
    const last = await world.connect().customers(position);
    expect([last.position, last.customers.map(({ companyName }) => companyName)]).toEqual([
      null,
      ['Contoso190'],
    ]);
    const { path, query, headers } = await lastRequest();
    const { request } = sample('customerListNextPage');
    expect(path + query).toBe(request?.path);
    expect(headers['ms-continuationtoken']).toBe(request?.headers?.['MS-ContinuationToken']);
  });

  it.each([
    ['relationshipRequest', null],
    ['relationshipRequestIndirect', reseller],
  ])(
    'the link of a relationship is asked for as sampled and kept to the letter: %s',
    async (name, resellerId) => {
      await answerWith(name);
      const { url } = await world.connect().relationshipLink(resellerId);
      expect({ url }).toEqual(z.object({ url: z.string() }).parse(sample(name).response));
      const { path, query } = await lastRequest();
      expect(path + query).toBe(sample(name).request?.path);
    },
  );

  it('a list with the template of the Cloud Agreement alone names none for us', async () => {
    await answerWith('cloudAgreementMetadata');
    await expect(world.connect().agreementTemplate()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_UNAVAILABLE',
    });
  });

  it('a 401 of the gateway, without a body, is a matter of the sign-in', async () => {
    await answerWith('signInNeeded');
    await answerWith('signInNeeded');
    await expect(world.connect().agreementTemplate()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_SIGN_IN_FAILED',
    });
  });

  it('the result of a test of the notifications is read, its time as UTC', async () => {
    await answerWith('webhookTestResult');
    const registrations = createWebhookRegistrations(world.options());
    expect(await registrations.testResult('04af2aea-d413-42db-824e-f328001484d1')).toEqual({
      status: 'completed',
      attempts: [{ responseCode: 'OK', at: new Date('2017-12-08T21:39:48.238Z') }],
    });
    expect((await lastRequest()).path).toBe(sample('webhookTestResult').request?.path);
  });
});

describe('every sample', () => {
  /** The product makes no such call; the simulator answers it for whoever else works with it. */
  const notAskedByUs =
    'mpnProfile legalBusinessProfile supportProfile resellerAgreementStatus endRelationship deleteCustomer'.split(
      ' ',
    );
  const textOf = (folder: string): string =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
      .join('\n');
  const names = (text: string, name: string) => text.includes(`'${name}'`) || text.includes(`/${name}.json`);

  const ofSimulator = textOf('test/infra/local/partnerCenter');
  const ofOurs = textOf('test/shared');

  it.each(readdirSync(fixtures).map((file) => file.replace('.json', '')))(
    'is compared with the simulator, and read by our side where we ask: %s',
    (name) => {
      expect({ simulator: names(ofSimulator, name), ours: names(ofOurs, name) }).toEqual({
        simulator: true,
        ours: !notAskedByUs.includes(name),
      });
    },
  );
});
