import * as z from 'zod';
import type { HttpResponseInit } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../shared/contracts/operation.ts';
import type { Caller, Role } from '../../../shared/domain/caller.ts';
import { AgreementError } from '../../../shared/domain/errors.ts';
import { createHttpOperation, type Answer, type Call } from '../../../shared/edge/httpOperation.ts';
import { context, httpRequest, type Logged } from '../../fakes/azure.ts';

const body = z.strictObject({ name: z.string().max(10), tags: z.array(z.unknown()).optional() });
const operation = {
  method: 'POST',
  route: 'v1/things',
  summary: 'Make a thing',
  access: ['AdminAgent'],
  success: { status: 202, description: 'Made' },
  problems: [],
  shapes: async () => ({ params: z.strictObject({}), query: z.strictObject({}), body, view: null }),
} satisfies Operation;

const agent = (roles: Role[] = ['AdminAgent']): Caller => ({
  id: 'oid',
  key: 'key',
  name: null,
  clientId: 'app',
  roles,
  resellerTenantId: null,
});

type Given = {
  json?: unknown;
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
  roles?: Role[];
  respond?: (call: Call<unknown, unknown, { name: string }>) => Promise<Answer>;
};

/** Sends one request through an endpoint; `made` counts how often its work was reached. */
async function send({ json, raw, headers = {}, roles, respond }: Given) {
  const logged: Logged = [];
  let made = 0;
  const endpoint = createHttpOperation(async (authorization) => {
    if (!authorization) throw new AgreementError('NOT_AUTHENTICATED', 'Send an access token.');
    return agent(roles);
  });
  const { handler } = endpoint(operation, async (call) => {
    made += 1;
    return respond ? respond(call) : { body: { made: call.body.name } };
  });
  const bytes = raw ?? JSON.stringify(json);
  const request = httpRequest({
    method: 'POST',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers },
    body: typeof bytes === 'string' ? { string: bytes } : { bytes },
  });
  const response = (await handler(request, context(logged))) as HttpResponseInit;
  const answer = JSON.parse(String(response.body)) as Record<string, unknown>;
  return {
    status: response.status,
    headers: response.headers as Record<string, string>,
    answer,
    made,
    logged,
  };
}

describe('an endpoint that takes a file', () => {
  const importing = {
    ...operation,
    takes: 'csvOrJson',
    shapes: async () => ({
      params: z.strictObject({}),
      query: z.strictObject({ a: z.string() }),
      body: z.union([z.string(), z.strictObject({ ids: z.array(z.string()).max(2) })]),
      view: null,
    }),
  } satisfies Operation;
  const fingerprints: (string | undefined)[] = [];
  const file = async (bytes: Uint8Array, type = 'text/csv', a = '1') => {
    const endpoint = createHttpOperation(async () => agent());
    const { handler } = endpoint(importing, async ({ body: text, once }) => {
      const answer = { body: { text } };
      return once<typeof answer>(
        async (key) => {
          fingerprints.push(key?.fingerprint);
          return { kind: 'changed', record: answer };
        },
        (record) => record,
      );
    });
    const headers = { authorization: 'Bearer x', 'content-type': type, 'idempotency-key': 'k' };
    const url = `http://localhost/api/v1/things?a=${a}`;
    const request = httpRequest({ method: 'POST', url, headers, body: { bytes } });
    const { status, body: answered } = (await handler(request, context([]))) as HttpResponseInit;
    return [status, JSON.parse(String(answered))] as const;
  };

  it('reads it as text, without its byte order mark', async () => {
    for (const type of ['text/csv', 'Text/CSV; charset=UTF-8', 'text/csv ;header=present']) {
      expect(await file(Buffer.from('\uFEFFä;b'), type)).toEqual([202, { text: 'ä;b' }]);
    }
  });

  it.each<[string, Uint8Array, string, number, string]>([
    ['another type', Buffer.from('a'), 'text/csvx', 415, 'UNSUPPORTED_CONTENT_TYPE'],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xfc]), 'text/csv', 400, 'INVALID_CSV'],
    ['a byte too many', Buffer.alloc(5 * 1024 * 1024 + 1, 'a'), 'text/csv', 413, 'BODY_TOO_LARGE'],
  ])('refuses %s', async (_what, bytes, type, status, code) => {
    expect(await file(bytes, type)).toMatchObject([status, { code }]);
  });

  it('takes JSON in its place, and says of that what is wrong where', async () => {
    const json = (body: unknown) => file(Buffer.from(JSON.stringify(body)), 'application/json');
    expect(await json({ ids: ['a'] })).toEqual([202, { text: { ids: ['a'] } }]);
    expect(await json({ ids: ['a', 'b', 'c'] })).toMatchObject([422, { errors: [{ pointer: '/ids' }] }]);
    expect(await json({ ids: ['a', 7] })).toMatchObject([422, { errors: [{ pointer: '/ids/1' }] }]);
    expect(await json({ other: 1 })).toMatchObject([
      422,
      {
        errors: [
          { pointer: '/ids', message: 'is missing' },
          { pointer: '/other', message: 'is not known' },
        ],
      },
    ]);
  });

  it('takes five megabytes', async () => {
    const [status] = await file(Buffer.alloc(5 * 1024 * 1024, 'a'));
    expect(status).toBe(202);
  });

  it('knows a repeat by file and query', async () => {
    fingerprints.length = 0;
    for (const [text, a] of [
      ['x', '1'],
      ['x', '1'],
      ['x', '2'],
      ['y', '1'],
    ] as const)
      await file(Buffer.from(text), 'text/csv', a);
    expect([fingerprints[0] === fingerprints[1], new Set(fingerprints).size]).toEqual([true, 3]);
  });
});

describe('an endpoint', () => {
  it('answers with the status of its operation', async () => {
    const { status, answer } = await send({ json: { name: 'one' } });
    expect([status, answer]).toEqual([202, { made: 'one' }]);
  });

  it.each<[string, Given, number, string]>([
    ['no token', { json: { name: 'x' }, headers: { authorization: '' } }, 401, 'NOT_AUTHENTICATED'],
    ['a role that may not', { json: { name: 'x' }, roles: ['Viewer'] }, 403, 'ROLE_NOT_ALLOWED'],
    ['no role at all', { json: { name: 'x' }, roles: [] }, 403, 'ROLE_NOT_ALLOWED'],
    [
      'another content type',
      { json: { name: 'x' }, headers: { 'content-type': 'text/plain' } },
      415,
      'UNSUPPORTED_CONTENT_TYPE',
    ],
    [
      'a content type that only begins right',
      { json: {}, headers: { 'content-type': 'application/jsonp' } },
      415,
      'UNSUPPORTED_CONTENT_TYPE',
    ],
    ...['application/json; charset=utf-16', 'application/json;charset="iso-8859-1"'].map(
      (type): [string, Given, number, string] => [
        type,
        { json: { name: 'x' }, headers: { 'content-type': type } },
        415,
        'UNSUPPORTED_CONTENT_TYPE',
      ],
    ),
    [
      'a packed body',
      { json: { name: 'x' }, headers: { 'content-encoding': 'gzip' } },
      415,
      'UNSUPPORTED_CONTENT_TYPE',
    ],
    ['half a body', { raw: '{"name":' }, 400, 'INVALID_JSON'],
    ['bytes that are not UTF-8', { raw: new Uint8Array([0x7b, 0xff, 0x7d]) }, 400, 'INVALID_JSON'],
    ['a body of 64 KiB and one byte', { raw: `"${'x'.repeat(64 * 1024 - 1)}"` }, 413, 'BODY_TOO_LARGE'],
    ['a deep body', { raw: `{"name":"x","tags":${'['.repeat(33)}${']'.repeat(33)}}` }, 400, 'BODY_TOO_DEEP'],
    ['an unknown field', { json: { name: 'x', admin: true } }, 422, 'INVALID_INPUT'],
    ['a field of another type', { json: { name: 7 } }, 422, 'INVALID_INPUT'],
    ['no body', { raw: '' }, 422, 'INVALID_INPUT'],
    [
      'an empty key',
      { json: { name: 'x' }, headers: { 'idempotency-key': '' } },
      400,
      'IDEMPOTENCY_KEY_INVALID',
    ],
    [
      'a long key',
      { json: { name: 'x' }, headers: { 'idempotency-key': 'k'.repeat(256) } },
      400,
      'IDEMPOTENCY_KEY_INVALID',
    ],
  ])('refuses %s before anything is done', async (_what, given, status, code) => {
    const refused = await send(given);
    expect([refused.status, refused.answer['code'], refused.made]).toEqual([status, code, 0]);
    expect(refused.headers['content-type']).toBe('application/problem+json');
    expect(refused.answer).toMatchObject({
      status,
      requestId: expect.any(String),
      title: expect.any(String),
    });
  });

  it.each(['Application/JSON; charset=UTF-8', 'application/json;charset="utf-8"; v=1'])(
    'takes %s',
    async (type) => {
      const headers = { 'content-type': type, 'content-encoding': 'identity' };
      expect((await send({ json: { name: 'one' }, headers })).status).toBe(202);
    },
  );

  it('takes brackets inside strings for text', async () => {
    expect((await send({ json: { name: '[[[\\"[[[' } })).status).toBe(202);
  });

  it('reads a body of hostile quotes in no time worth naming', async () => {
    const { answer } = await send({ raw: `{"name":"${'\\"'.repeat(32_000)}` });
    expect(answer['code']).toBe('INVALID_JSON');
  });

  it('says where the input is wrong and never repeats a value', async () => {
    const { answer } = await send({ json: { name: 'a secret name that is long', 'x/y': 1 } });
    expect(answer['errors']).toEqual([
      { pointer: '/name', message: expect.any(String) },
      { pointer: '/x~1y', message: 'is not known' },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('names at most ten places, however many are wrong', async () => {
    const json = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${String(index)}`, 1]));
    expect((await send({ json })).answer['errors']).toHaveLength(10);
  });

  it('hides what was not planned, and logs it without its message', async () => {
    const { status, answer, logged } = await send({
      json: { name: 'x' },
      respond: async () => {
        throw new TypeError('tania@tailspintoys.example is in this message');
      },
    });
    expect([status, answer['code']]).toEqual([500, 'INTERNAL_ERROR']);
    expect(logged.join()).toContain('TypeError');
    expect(JSON.stringify(answer) + logged.join()).not.toContain('tania');
  });

  it('passes on how long to wait, in whole seconds', async () => {
    const { status, headers } = await send({
      json: { name: 'x' },
      respond: async () => {
        throw new AgreementError('RESEND_TOO_SOON', 'Wait.', { retryAfterMs: 1200 });
      },
    });
    expect([status, headers['retry-after']]).toEqual([429, '2']);
  });

  it('asks for a token the way the protocol says', async () => {
    expect((await send({ json: {}, headers: { authorization: '' } })).headers['www-authenticate']).toBe(
      'Bearer',
    );
  });
});

describe('an Idempotency-Key', () => {
  const fingerprintOf = async (given: Given): Promise<{ id: string; fingerprint: string } | undefined> => {
    let seen: { id: string; fingerprint: string } | undefined;
    await send({
      ...given,
      respond: ({ once }) =>
        once(
          async (key) => {
            seen = key && { id: key.id, fingerprint: key.fingerprint };
            return { kind: 'replayed', answer: '{"body":{}}' };
          },
          () => ({ body: {} }),
        ),
    });
    return seen;
  };

  it('is not asked for', async () => {
    expect(await fingerprintOf({ json: { name: 'x' } })).toBeUndefined();
  });

  it('tells bodies apart, but not the order of their members', async () => {
    const headers = { 'idempotency-key': 'k' };
    const one = await fingerprintOf({ raw: '{"name":"x","tags":[]}', headers });
    const same = await fingerprintOf({ raw: ' {"tags":[], "name":"x"}', headers });
    const other = await fingerprintOf({ raw: '{"name":"y","tags":[]}', headers });
    expect(same).toEqual(one);
    expect(other?.fingerprint).not.toBe(one?.fingerprint);
    expect(other?.id).toBe(one?.id);
  });

  it('gives the first answer again and says so', async () => {
    const { status, headers, answer } = await send({
      json: { name: 'x' },
      headers: { 'idempotency-key': 'k' },
      respond: ({ once }) =>
        once(
          async () => ({
            kind: 'replayed',
            answer: JSON.stringify({ status: 202, headers: { location: '/a' }, body: { first: true } }),
          }),
          () => ({ body: { first: false } }),
        ),
    });
    expect([status, answer, headers['location'], headers['idempotent-replayed']]).toEqual([
      202,
      { first: true },
      '/a',
      'true',
    ]);
  });
});

describe('a call on a customer without a record', () => {
  const onCustomer = {
    ...operation,
    method: 'GET',
    shapes: async () => ({
      params: z.strictObject({ customerTenantId: z.string() }),
      query: z.strictObject({}),
      body: null,
      view: null,
    }),
  } satisfies Operation;
  const unknown = () => new AgreementError('CUSTOMER_NOT_FOUND', 'There is no customer with this tenant id.');

  it.each([
    [true, 202, 2],
    [false, 404, 1],
  ])('is made again once the customer is introduced (%s), and only then', async (isKnown, status, calls) => {
    let made = 0;
    const introduced: string[] = [];
    const endpoint = createHttpOperation(
      async () => agent(),
      async (id) => {
        introduced.push(id);
        return isKnown;
      },
    );
    const { handler } = endpoint(onCustomer, async () => {
      made += 1;
      if (made === 1 || !isKnown) throw unknown();
      return { body: {} };
    });
    const request = httpRequest({ method: 'GET', headers: {}, params: { customerTenantId: 'contoso' } });
    const response = (await handler(request, context([]))) as HttpResponseInit;
    expect([response.status, made, introduced]).toEqual([status, calls, ['contoso']]);
  });
});

describe('a read', () => {
  const query = z.strictObject({ a: z.union([z.string(), z.array(z.string())]).optional() });
  const reading = {
    ...operation,
    method: 'GET',
    shapes: async () => ({ params: z.strictObject({}), query, body: null, view: null }),
  } satisfies Operation;
  let roles: Role[] = ['AdminAgent'];
  let made = 0;
  const { handler } = createHttpOperation(async () => agent(roles))(
    reading,
    async ({ query: asked, unlessKnown }) =>
      unlessKnown(['state 1'], async () => {
        made += 1;
        return { body: asked };
      }),
  );
  const read = async (search: string, headers: Record<string, string> = {}) => {
    const url = `http://localhost/api/v1/things${search}`;
    const request = httpRequest({ url, headers: { authorization: 'Bearer x', ...headers } });
    return (await handler(request, context([]))) as HttpResponseInit & { headers: Record<string, string> };
  };

  it('gives a parameter that is there twice as a list', async () => {
    expect((await read('?a=1')).body).toBe('{"a":"1"}');
    expect((await read('?a=1&a=2')).body).toBe('{"a":["1","2"]}');
  });

  it('is answered with 304 to those who have it already, and with nothing to send', async () => {
    const first = await read('?a=1');
    const tag = String(first.headers['etag']);
    expect(tag).toMatch(/^W\/"[0-9a-f]{32}"$/);
    made = 0;
    const again = await read('?a=1', { 'if-none-match': `"other", ${tag}` });
    expect([again.status, again.body, again.headers['etag'], made]).toEqual([304, undefined, tag, 0]);
  });

  it('takes * and a tag that a proxy has made strong for what it is', async () => {
    const tag = String((await read('?a=1')).headers['etag']);
    for (const known of ['*', tag.slice('W/'.length), ` ${tag} ,"x"`])
      expect((await read('?a=1', { 'if-none-match': known })).status).toBe(304);
    for (const known of ['', '"x"', `x${tag}`])
      expect((await read('?a=1', { 'if-none-match': known })).status).toBe(202);
  });

  it('can be asked about with HEAD', () => {
    const endpoint = createHttpOperation(async () => agent());
    const methods = (one: Operation) => endpoint(one, async () => ({ body: null })).methods;
    expect([methods(reading), methods(operation)]).toEqual([['GET', 'HEAD'], ['POST']]);
  });

  it('has another tag for other input and for other roles', async () => {
    const tags = [await read('?a=1'), await read('?a=2')].map(({ headers }) => headers['etag']);
    roles = ['Viewer'];
    tags.push((await read('?a=1')).headers['etag']);
    roles = ['AdminAgent'];
    expect(new Set(tags).size).toBe(3);
  });
});
