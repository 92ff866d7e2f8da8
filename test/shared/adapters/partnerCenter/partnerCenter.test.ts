import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PartnerCenter } from '../../../../shared/workflows/ports/partnerCenterPorts.ts';
import { telemetryInMemory } from '../../../fakes/telemetry.ts';
import { order, requestsTo, startPartnerCenterWorld, type PartnerCenterWorld } from './world.ts';

const unknownTenantId = '9e2f5a3c-1111-4222-8333-444455556666';
type SeededCustomer = { id: string; companyName: string; domain: string };

let world: PartnerCenterWorld;
let partnerCenter: PartnerCenter;
let seeded: SeededCustomer[];
const idOf = (name: string) => seeded.find(({ companyName }) => companyName.startsWith(name))?.id ?? name;
const fault = (then: unknown, path = '/v1/*', times = 1) =>
  order(world.service, 'POST', '/faults', [{ match: { path }, times, then }]);
const set = (settings: unknown) => order(world.service, 'PUT', '/settings', settings);

beforeAll(async () => {
  world = await startPartnerCenterWorld();
  seeded = ((await order(world.service, 'GET', '/customers')) as { items: SeededCustomer[] }).items;
});
beforeEach(async () => {
  await order(world.service, 'DELETE', '');
  await order(world.entra, 'DELETE', '');
  partnerCenter = world.connect();
});
afterAll(() => world.stop());

const signatory = (firstName: string, lastName: string, email: string) => ({
  firstName,
  lastName,
  email,
  phone: '1234567890',
});

describe('observing a customer', () => {
  it('stops at a direct acceptance', async () => {
    const { observation } = await partnerCenter.observe(idOf('Northwind'));
    expect(observation).toEqual({ kind: 'read', signedDirectly: true, confirmed: null });
    expect(await requestsTo(world.service)).toHaveLength(1);
  });

  it('reads what the partner confirmed, dates as UTC', async () => {
    const { observation } = await partnerCenter.observe(idOf('Litware'));
    expect(observation).toEqual({
      kind: 'read',
      signedDirectly: false,
      confirmed: [
        {
          path: 'partnerAttestation',
          acceptedAt: new Date('2025-10-06T00:00:00Z'),
          signatory: signatory('Daan', 'Visser', 'daan@litwarenl.example'),
        },
      ],
    });
  });

  it.each(['600009', 'empty'])('reads nothing on record, told by %s', async (noAgreements) => {
    await set({ noAgreements });
    const { observation } = await partnerCenter.observe(idOf('Tailspin'));
    expect(observation).toEqual({ kind: 'read', signedDirectly: false, confirmed: [] });
  });

  it.each([
    ['an untyped one beside a good one', [{ dateAgreed: '2020-01-01' }], 1],
    [
      'one with an unreadable date beside a good one',
      [{ type: 'MicrosoftCustomerAgreement', dateAgreed: '?' }],
      1,
    ],
    ['.NET’s zero date', [{ type: 'microsoftcustomeragreement', dateAgreed: '0001-01-01T00:00:00' }], 2],
  ])('reads agreements with %s', async (_case, strange, count) => {
    const good = { type: 'MicrosoftCustomerAgreement', dateAgreed: '2024-05-01T00:00:00' };
    await fault({ status: 200, body: { items: [...strange, good] } }, '*/agreements');
    const { observation } = await partnerCenter.observe(idOf('Tailspin'));
    if (observation.kind !== 'read') throw new Error('not read');
    expect(observation.confirmed).toHaveLength(count);
    expect(observation.confirmed?.at(-1)?.acceptedAt).toEqual(new Date('2024-05-01T00:00:00Z'));
  });

  it.each([{ totalCount: 0 }, { items: null }])('reads nothing on record, told by %j', async (body) => {
    await fault({ status: 200, body }, '*/agreements');
    const { observation } = await partnerCenter.observe(idOf('Tailspin'));
    expect(observation).toEqual({ kind: 'read', signedDirectly: false, confirmed: [] });
  });

  it('does not take a Cloud Agreement for an acceptance', async () => {
    const { observation } = await partnerCenter.observe(idOf('Humongous'));
    expect(observation).toMatchObject({
      kind: 'read',
      signedDirectly: false,
      confirmed: [],
      cloudAgreement: {
        acceptedAt: expect.any(Date) as unknown,
        signatory: { email: expect.any(String) as unknown },
      },
    });
  });

  it('reads answers that begin with a byte order mark', async () => {
    await set({ bom: true });
    const { observation } = await partnerCenter.observe(idOf('Litware'));
    expect(observation).toMatchObject({ kind: 'read', confirmed: [{ path: 'partnerAttestation' }] });
  });

  it('names the calls it rests on, both of one step', async () => {
    const { microsoft } = await partnerCenter.observe(idOf('Tailspin'));
    const [first, second] = (await requestsTo(world.service)).map(({ headers }) => headers);
    expect([first?.['ms-correlationid'], second?.['ms-correlationid']]).toEqual(
      Array.from({ length: 2 }, () => microsoft.correlationId),
    );
    const requestIds = [first?.['ms-requestid'], second?.['ms-requestid']];
    expect(new Set(requestIds).size).toBe(2);
    expect(requestIds).toContain(microsoft.requestId);
    expect(first).toMatchObject({ accept: 'application/json', 'ms-contract-version': 'v1' });
  });

  it.each([
    ['the relationship was lost', () => idOf('Proseware'), 'noRelationship', '20002'],
    ['Microsoft does not know it', () => unknownTenantId, 'customerNotFound', '60003'],
  ])('says that it cannot know, when %s', async (_case, tenantId, reason, code) => {
    const { observation, microsoft } = await partnerCenter.observe(tenantId());
    expect(observation).toEqual({ kind: 'unreadable', reason });
    expect(microsoft).toMatchObject({
      code,
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    });
  });

  it('says that it cannot know, when access is denied', async () => {
    await fault({ status: 403, body: { code: 1002, description: 'Authorization Failed' } });
    const { observation } = await partnerCenter.observe(idOf('Tailspin'));
    expect(observation).toEqual({ kind: 'unreadable', reason: 'accessDenied' });
  });

  it('says that it cannot know, when only the second question is refused', async () => {
    await fault({ status: 403, body: { code: 20002 } }, '*/agreements');
    const { observation } = await partnerCenter.observe(idOf('Tailspin'));
    expect(observation).toEqual({ kind: 'unreadable', reason: 'noRelationship' });
  });

  it('says that the token lacks the second factor, and recovers with the next sign-in', async () => {
    await order(world.entra, 'PUT', '/settings', { mfa: false });
    const refused = await partnerCenter.observe(idOf('Tailspin'));
    expect(refused.observation).toEqual({ kind: 'unreadable', reason: 'tokenWithoutMfa' });
    await order(world.entra, 'PUT', '/settings', { mfa: true });
    const { observation } = await partnerCenter.observe(idOf('Tailspin'));
    expect(observation.kind).toBe('read');
  });

  it.each(['expired', 'revoked'])(
    'says that it cannot sign in, the refresh token being %s',
    async (refreshTokens) => {
      await order(world.entra, 'PUT', '/settings', { refreshTokens });
      expect(await partnerCenter.observe(idOf('Tailspin'))).toEqual({
        observation: { kind: 'unreadable', reason: 'signInFailed' },
        microsoft: { requestId: null, correlationId: null },
      });
    },
  );

  it('signs in once more when a token is refused', async () => {
    await partnerCenter.observe(idOf('Tailspin'));
    await fault({ status: 401, headers: { 'www-authenticate': 'OAuth realm=urn:cpsvc:cpid:x' } });
    const { observation } = await partnerCenter.observe(idOf('Northwind'));
    expect(observation).toMatchObject({ kind: 'read', signedDirectly: true });
    expect((await requestsTo(world.entra)).filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('carries the trace it belongs to, and no header where there is none', async () => {
    const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await world.connect({ trace: { parent: () => parent } }).observe(idOf('Northwind'));
    await partnerCenter.observe(idOf('Northwind'));
    const headers = (await requestsTo(world.service)).map((request) => request.headers['traceparent']);
    expect(headers).toEqual([parent, undefined]);
  });

  it.each([
    ['lacks the second factor', { code: 900421, description: 'x' }, '900421'],
    ['is refused twice', { code: 'UnknownUser', message: 'x' }, 'UnknownUser'],
  ])('counts a token that %s as a failed sign-in', async (_case, body, code) => {
    const telemetry = telemetryInMemory();
    await fault({ status: 401, body }, '/v1/*', 2);
    await world.connect({ telemetry }).observe(idOf('Northwind'));
    expect(telemetry.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { metric: 'partnerCenter.signIn.failed', value: 1, code },
    ]);
  });

  it('gives up on a token that is refused twice', async () => {
    await fault({ status: 401, body: { code: 900420 } }, '/v1/*', 2);
    const { observation } = await partnerCenter.observe(idOf('Northwind'));
    expect(observation).toEqual({ kind: 'unreadable', reason: 'signInFailed' });
    expect(await requestsTo(world.service)).toHaveLength(2);
  });

  it('never answers with "no acceptance" when the first question was not answered', async () => {
    await fault({ status: 404, body: { code: 600009 } }, '*/directSigned*');
    await expect(partnerCenter.observe(idOf('Tailspin'))).rejects.toMatchObject({
      code: 'PARTNER_CENTER_DENIED',
    });
  });
});

describe('a call that fails', () => {
  const observe = () => world.connect({ timeoutMs: 400 }).observe(idOf('Tailspin'));

  it.each([
    ['a server error', { status: 500, body: { code: 500 } }],
    ['a page of the gateway', { status: 502, body: '<html>Bad gateway</html>' }],
    ['a broken connection', 'reset'],
    ['silence', 'timeout'],
    ['half an answer', { status: 200, body: '{"isSigned":tr' }],
    ['an empty answer', { status: 200 }],
  ])('with %s is unavailable', async (_case, then) => {
    await fault(then);
    await expect(observe()).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
  });

  it.each([{ isSigned: null }, {}, [], { isSigned: 'perhaps' }])(
    'with the answer %j is unreadable, and tells the operator',
    async (body) => {
      await fault({ status: 200, body });
      const telemetry = telemetryInMemory();
      const { observation } = await world.connect({ telemetry }).observe(idOf('Tailspin'));
      expect(observation).toEqual({ kind: 'unreadable', reason: 'unreadable' });
      expect(telemetry.lines.join()).toContain('partnerCenter.answer.unreadable');
    },
  );

  it('with a redirect is unavailable: nobody but Partner Center answers for it', async () => {
    const location = `/v1/customers/${idOf('Northwind')}/directSignedMicrosoftCustomerAgreementStatus`;
    await fault({ status: 302, headers: { location } });
    await expect(observe()).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
    expect(await requestsTo(world.service)).toHaveLength(1);
  });

  it('waits as 503 says', async () => {
    await fault({ status: 503, headers: { 'retry-after': '7' } });
    await expect(observe()).rejects.toMatchObject({ details: { retryAfterMs: 7000 } });
  });

  it('is throttled by the real limit, and told for how long', async () => {
    await set({ limitPerMinute: 2 });
    await observe();
    await expect(observe()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_THROTTLED',
      details: { retryAfterMs: expect.closeTo(58_000, -4) as unknown },
    });
  });

  it('is refused with the code and the correlation id of Microsoft', async () => {
    const correlationId = 'ab993325-1605-4cf4-bac4-fb584142a31b';
    const headers = { 'MS-CorrelationId': correlationId };
    await fault({ status: 400, headers, body: { code: 900118, description: 'Tania Carr' } });
    await expect(observe()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_REFUSED',
      details: { partnerCenter: { code: '900118', correlationId } },
    });
  });

  it('says neither what was in the answer, nor the query, nor the token', async () => {
    const seen: string[] = [];
    for (const status of [400, 401, 429, 500, 200]) {
      await order(world.service, 'DELETE', '/faults');
      await fault({ status, body: '{"code":2000,"description":"Tania Carr"' }, '/v1/*', 2);
      const failure = await world
        .connect()
        .customers(null)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      seen.push(String(failure), JSON.stringify(failure), String((failure as Error).cause));
    }
    expect(seen.join('\n')).not.toMatch(/Tania|size=|ey[\w-]{20}/);
  });
});

describe('listing customers', () => {
  it('gives all of them with their domain', async () => {
    const { customers, position } = await partnerCenter.customers(null);
    expect(position).toBeNull();
    expect(customers).toHaveLength(24);
    expect(customers[0]).toEqual({
      customerTenantId: '14876998-c0dc-46e6-9d0c-65a57a6c32ec',
      companyName: 'Tailspin Toys',
      domain: 'tailspintoys.onmicrosoft.com',
      hasRelationship: true,
    });
  });

  it('goes from page to page, also in another process, and meets everybody once', async () => {
    await order(world.service, 'POST', '/customers', { count: 1100 });
    const met: string[] = [];
    const sizes: number[] = [];
    let position: string | null = null;
    do {
      const page = await world.connect().customers(position);
      met.push(...page.customers.map(({ customerTenantId }) => customerTenantId));
      sizes.push(page.customers.length);
      position = page.position;
    } while (position !== null);
    expect(sizes).toEqual([500, 500, 124]);
    expect(new Set(met).size).toBe(1124);
  });

  it('does not need a token of the user', async () => {
    await order(world.entra, 'PUT', '/settings', { refreshTokens: 'revoked' });
    expect((await partnerCenter.customers(null)).customers).toHaveLength(24);
  });

  it.each(['', 'x', '{}', '{"uri":5,"headers":{}}'])('refuses the position %j', async (position) => {
    await expect(partnerCenter.customers(position)).rejects.toMatchObject({
      code: 'INVALID_CONTINUATION_TOKEN',
    });
  });

  it.each([
    'http://127.0.0.1:1/v1/customers',
    '//127.0.0.1:1/customers',
    'http:\\\\evil.example/',
    'http://',
  ])('takes its token to no other host, even if told to go to %s', async (uri) => {
    await expect(partnerCenter.customers(JSON.stringify({ uri, headers: {} }))).rejects.toThrow(
      'another host',
    );
    expect(await requestsTo(world.service)).toEqual([]);
  });

  it.each([
    '//v1/customers?size=500',
    '/v1/customers?size=500',
    '/customers?size=500',
    '///v1/customers?size=500',
  ])('reads the link %s as one of its own', async (uri) => {
    const page = await partnerCenter.customers(JSON.stringify({ uri, headers: {} }));
    expect(page.customers.length).toBeGreaterThan(0);
    expect(await requestsTo(world.service)).toMatchObject([{ path: '/v1/customers' }]);
  });

  it('cannot be made to send another token by a link', async () => {
    const headers = { authorization: 'Bearer forged', 'MS-RequestId': 'forged' };
    await partnerCenter.customers(JSON.stringify({ uri: '/customers?size=1', headers }));
    const sent = (await requestsTo(world.service))[0]?.headers;
    expect(sent?.['ms-requestid']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('fails when access is denied, since that is true of everything', async () => {
    await fault({ status: 403, body: { code: 1002 } });
    await expect(partnerCenter.customers(null)).rejects.toMatchObject({ code: 'PARTNER_CENTER_DENIED' });
  });
});

describe('describing a customer', () => {
  it('takes the country from the billing profile where the company address is left out', async () => {
    expect(await partnerCenter.describe(idOf('Tailspin'))).toEqual({ country: 'US', resellerTenantId: null });
    expect(await partnerCenter.describe(idOf('Contoso'))).toEqual({ country: 'FR', resellerTenantId: null });
    expect(await requestsTo(world.service)).toHaveLength(2);
  });

  it('has nothing to tell of a customer that is not ours', async () => {
    expect(await partnerCenter.describe(idOf('Proseware'))).toBeUndefined();
    expect(await partnerCenter.describe(unknownTenantId)).toBeUndefined();
  });

  it('makes nothing up', async () => {
    await fault({
      status: 200,
      body: { companyProfile: { address: { country: 'France' } }, billingProfile: null },
    });
    expect(await partnerCenter.describe(idOf('Contoso'))).toEqual({ country: null, resellerTenantId: null });
  });
});

describe('for an indirect provider', () => {
  let provider: PartnerCenterWorld;
  beforeAll(async () => {
    provider = await startPartnerCenterWorld('indirectProvider');
  });
  afterAll(() => provider.stop());

  it('describing a customer names its reseller, if it has one', async () => {
    const { items } = (await order(provider.service, 'GET', '/customers')) as {
      items: { id: string; associatedPartnerId?: string }[];
    };
    const [first, , third] = items;
    const reseller = (await provider.connect().describe(first?.id ?? ''))?.resellerTenantId;
    expect(reseller).toBe(first?.associatedPartnerId);
    expect(reseller).toMatch(/^[0-9a-f-]{36}$/);
    expect(third?.associatedPartnerId).toBeUndefined();
    expect(await provider.connect().describe(third?.id ?? '')).toMatchObject({ resellerTenantId: null });
  });

  it('the lists of all resellers together name the reseller of each customer', async () => {
    const { items } = (await order(provider.service, 'GET', '/customers')) as {
      items: { id: string; associatedPartnerId?: string }[];
    };
    const wanted = items.flatMap(({ id, associatedPartnerId: reseller }) =>
      reseller ? [[id, reseller] as const] : [],
    );
    expect(new Set(wanted.map(([, reseller]) => reseller)).size).toBeGreaterThan(1);
    expect(new Map(await provider.connect().resellersOfCustomers())).toEqual(new Map(wanted));
    const [[id, reseller] = ['', '']] = wanted;
    expect(await provider.connect().describe(id, 'background', 'reseller')).toEqual({
      country: null,
      resellerTenantId: reseller,
    });
  });

  it('a reseller that cannot be read for want of a second factor is a failure, not "none"', async () => {
    await order(provider.entra, 'PUT', '/settings', { mfa: false });
    const tenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
    await expect(provider.connect().describe(tenantId)).rejects.toMatchObject({
      code: 'PARTNER_CENTER_SIGN_IN_FAILED',
    });
  });
});
