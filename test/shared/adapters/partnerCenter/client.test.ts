import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Command } from '../../../../shared/adapters/partnerCenter/client.ts';
import { order, requestsTo, startPartnerCenterWorld, type PartnerCenterWorld } from './world.ts';

const requestId = '94e4e214-6b06-4fb7-96d1-94d559f9b47f';
const correlationId = 'ab993325-1605-4cf4-bac4-fb584142a31b';
const shape = z.object({ id: z.string(), userCredentials: z.object({ password: z.string() }) });
type Created = z.infer<typeof shape>;

let world: PartnerCenterWorld;
beforeAll(async () => {
  world = await startPartnerCenterWorld();
});
beforeEach(async () => {
  await order(world.service, 'DELETE', '');
  await order(world.entra, 'DELETE', '');
});
afterAll(() => world.stop());

const sample = z
  .object({ request: z.object({ body: z.unknown() }) })
  .parse(
    JSON.parse(
      readFileSync(
        new URL('../../../infra/local/partnerCenter/fixtures/createCustomer.json', import.meta.url),
        'utf8',
      ),
    ),
  );
const creation = (changes: Partial<Command<Created>> = {}): Command<Created> => ({
  method: 'POST',
  path: '/v1/customers',
  mode: 'appOnly',
  body: sample.request.body,
  requestId,
  correlationId,
  shape,
  ...changes,
});
const fault = (then: unknown, times = 1) =>
  order(world.service, 'POST', '/faults', [{ match: { path: '/v1/*' }, times, then }]);
const send = (changes: Partial<Command<Created>> = {}, timeoutMs = 5000) =>
  world.client({ timeoutMs }).send(creation(changes));
const customers = async () => ((await order(world.service, 'GET', '/customers')) as { total: number }).total;

describe('a command', () => {
  it('goes out as JSON with its own id, and its answer is read', async () => {
    const reply = await send();
    expect(reply).toMatchObject({ kind: 'read', microsoft: { requestId, correlationId } });
    const [{ method, headers, body } = expect.fail()] = await requestsTo(world.service);
    expect([method, headers['content-type']]).toEqual(['POST', 'application/json']);
    expect(headers).toMatchObject({ 'ms-requestid': requestId, 'ms-correlationid': correlationId });
    expect(JSON.parse(body)).toEqual(sample.request.body);
  });

  it('whose answer was lost takes effect once, and its repeat gets the same answer', async () => {
    const before = await customers();
    await fault('resetAfterEffect');
    await expect(send()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_UNAVAILABLE',
      details: { microsoft: { requestId, correlationId } },
    });
    const first = await send();
    const second = await send();
    expect(first).toMatchObject({
      kind: 'read',
      value: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown },
    });
    expect(second).toEqual(first);
    expect(await customers()).toBe(before + 1);
    const sent = await requestsTo(world.service);
    expect(new Set(sent.map(({ headers }) => headers['ms-requestid']))).toEqual(new Set([requestId]));
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
  });

  it('keeps its id when it is made again with a fresh token', async () => {
    await fault({ status: 401 });
    expect(await send()).toMatchObject({ kind: 'read' });
    const sent = await requestsTo(world.service);
    expect(sent.map(({ headers }) => headers['ms-requestid'])).toEqual([requestId, requestId]);
  });

  it('that breaks a rule of Microsoft’s is answered with the code and the words, not thrown', async () => {
    await send();
    const reply = await send({ requestId: '5e6a1c1d-0d3b-4a35-8a5e-1d1f4f0f2b10' });
    expect(reply).toMatchObject({
      kind: 'rejected',
      code: expect.stringMatching(/^\d+$/) as unknown,
      description: expect.stringMatching(/domain/i) as unknown,
      microsoft: { requestId: '5e6a1c1d-0d3b-4a35-8a5e-1d1f4f0f2b10', correlationId },
    });
  });

  it.each([
    [403, { code: 1002, description: 'x' }, { kind: 'refused', refusal: 'accessDenied', code: '1002' }],
    [403, { code: '20002' }, { kind: 'refused', refusal: 'noRelationship', code: '20002' }],
    [400, { code: 800018, description: 'limit' }, { kind: 'rejected', code: '800018', description: 'limit' }],
    [
      400,
      { code: 600061, message: 'There is one.', errorName: 'x' },
      { kind: 'rejected', code: '600061', description: 'There is one.' },
    ],
  ])('refused with %i %j is told so', async (status, body, expected) => {
    await fault({ status, body });
    expect(await send()).toMatchObject(expected);
  });

  it.each([
    [200, true],
    [201, true],
    [202, true],
    [204, false],
  ])('answered with %i counts as done', async (status, hasBody) => {
    const value = { id: 'x', userCredentials: { password: 'y' } };
    await fault({ status, ...(hasBody ? { body: value } : {}) });
    const reply = await world
      .client()
      .send({ ...creation(), method: 'PUT', shape: hasBody ? shape : z.undefined() });
    expect(reply).toMatchObject({ kind: 'read', ...(hasBody ? { value } : {}) });
  });
});

describe('what somebody in between says', () => {
  const page = '<html><title>404 Not Found</title></html>';
  it.each<[number, unknown]>([
    [400, page],
    [401, page],
    [403, page],
    [404, page],
    [409, page],
    [200, page],
    [201, 'OK'],
    [404, undefined],
    [403, undefined],
    [404, { statusCode: 404, message: 'Resource not found' }],
    [403, { error: { code: 'Forbidden' } }],
  ])('refuses nothing and confirms nothing: %i %j', async (status, body) => {
    await fault({ status, ...(body === undefined ? {} : { body }) });
    await expect(send()).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
    await fault({ status, ...(body === undefined ? {} : { body }) });
    const question = { path: '/v1/profiles/organization', mode: 'appAndUser', shape: z.unknown() } as const;
    await expect(world.client().get(question)).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
  });

  it('is no missing thing either', async () => {
    const question = { path: '/v1/x', mode: 'appOnly', shape: z.unknown() } as const;
    await fault({ status: 404, body: page });
    await expect(world.client().find(question)).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
    await fault({ status: 404 });
    expect(await world.client().find(question)).toMatchObject({ kind: 'read', value: undefined });
  });
});

describe('every failure', () => {
  const ids = { requestId, correlationId };
  it.each<[string, unknown, number, object]>([
    ['silence', 'timeout', 1, { code: 'PARTNER_CENTER_UNAVAILABLE', details: { microsoft: ids } }],
    ['a reset', 'reset', 1, { code: 'PARTNER_CENTER_UNAVAILABLE', details: { microsoft: ids } }],
    [
      'an answer of another form',
      { status: 201, body: { id: 5 } },
      1,
      { code: 'PARTNER_CENTER_UNAVAILABLE', details: { microsoft: ids } },
    ],
    [
      'the gateway’s page',
      { status: 502, body: '<html>' },
      1,
      { code: 'PARTNER_CENTER_UNAVAILABLE', details: { microsoft: ids } },
    ],
    [
      'throttling',
      { status: 429, headers: { 'retry-after': '57' }, body: { statusCode: 429, message: 'x' } },
      1,
      { code: 'PARTNER_CENTER_THROTTLED', details: { microsoft: ids, retryAfterMs: 57_000 } },
    ],
    [
      'a refused token',
      { status: 401, body: { code: 900420 } },
      2,
      {
        code: 'PARTNER_CENTER_SIGN_IN_FAILED',
        details: { microsoft: ids, partnerCenter: { code: '900420', correlationId } },
      },
    ],
    [
      'a token of the wrong kind',
      { status: 403, body: { code: 900329 } },
      1,
      {
        code: 'PARTNER_CENTER_SIGN_IN_FAILED',
        details: { microsoft: ids, partnerCenter: { code: '900329', correlationId } },
      },
    ],
  ])('names both ids of the call: %s', async (_what, then, times, expected) => {
    await fault(then, times);
    await expect(send({}, 400)).rejects.toMatchObject(expected);
  });

  it('names the ids that Microsoft gave, where it gave its own', async () => {
    const given = { 'MS-RequestId': 'f0e1d2c3-0000-4000-8000-000000000001', 'MS-CorrelationId': 'theirs' };
    await fault({ status: 500, headers: given });
    await expect(send()).rejects.toMatchObject({
      details: { microsoft: { requestId: given['MS-RequestId'], correlationId: 'theirs' } },
    });
  });
});

describe('asking with HEAD', () => {
  const ask = (domain: string) =>
    world.client().exists({ path: `/v1/domains/${domain}`, mode: 'appOnly', correlationId });

  it('takes 200 as yes and 404 as no', async () => {
    await send();
    expect(await ask('xyz.ccsctp.net')).toMatchObject({ kind: 'read', value: true });
    expect(await ask('free.ccsctp.net')).toMatchObject({ kind: 'read', value: false });
  });

  it('takes nothing else for an answer', async () => {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    for (const then of [{ status: 403 }, { status: 400 }, { status: 503 }, { status: 200, headers }]) {
      await fault(then);
      await expect(ask('x.ccsctp.net')).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
    }
    await fault({ status: 404, headers });
    await expect(ask('x.ccsctp.net')).rejects.toMatchObject({ code: 'PARTNER_CENTER_UNAVAILABLE' });
  });
});
