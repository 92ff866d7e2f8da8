import { describe, expect, it } from 'vitest';
import { createClient, type CountersignClient } from '../../../shared/client/createClient.ts';
import type { FetchInit, FetchResponse } from '../../../shared/client/http.ts';
import { AcceptanceStalled } from '../../../shared/client/waitForAcceptance.ts';

const customerTenantId = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
type Reply = { status?: number; headers?: Record<string, string>; body?: unknown } | 'lost';
type Asked = FetchInit & { url: string };

/** A service that gives the answers in turn, the last one for ever. */
function service(...replies: Reply[]): { client: CountersignClient; asked: Asked[]; renewals: boolean[] } {
  const asked: Asked[] = [];
  const renewals: boolean[] = [];
  const client = createClient({
    url: 'https://mca.partner.example/',
    token: ({ isRefused }) => {
      renewals.push(isRefused);
      return isRefused ? 'second' : 'first';
    },
    maxTries: 3,
    fetch: async (url, init) => {
      asked.push({ ...init, url });
      const reply = replies[Math.min(asked.length, replies.length) - 1] ?? {};
      if (reply === 'lost') throw new TypeError('fetch failed');
      return answer(reply);
    },
  });
  return { client, asked, renewals };
}

function answer({ status = 200, headers = {}, body = {} }: Exclude<Reply, 'lost'>): FetchResponse {
  const all: Record<string, string> = { 'content-type': 'application/json', ...headers };
  return {
    ok: status < 300,
    status,
    headers: { get: (name) => all[name] ?? null },
    text: async () => (status === 204 ? '' : JSON.stringify(body)),
  };
}

const invite = (client: CountersignClient, options = {}) =>
  client.inviteCustomer(
    {
      params: { customerTenantId },
      body: {
        kind: 'existingCustomer',
        recipient: { firstName: 'Tania', lastName: 'Carr', email: 'tania@tailspintoys.example' },
        delivery: 'email',
      },
    },
    options,
  );

describe('a call of the client', () => {
  it('goes to the address of its operation, with the parts it was given', async () => {
    const { client, asked } = service({ body: { items: [], continuationToken: null } });
    await client.listCustomers({ query: { q: 'a & b', country: 'US' } });
    expect(asked[0]).toMatchObject({
      method: 'GET',
      url: 'https://mca.partner.example/api/v1/customers?q=a+%26+b&country=US',
      headers: { authorization: 'Bearer first' },
    });
  });

  it('is repeated with the same Idempotency-Key when its answer is lost', async () => {
    const { client, asked } = service('lost', { status: 202 });
    await invite(client);
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
    await invite(client, { idempotencyKey: 'order-7' });
    expect(asked.at(-1)?.headers['idempotency-key']).toBe('order-7');
  });

  it.each([429, 503])('waits as Retry-After asks after %i, and goes on', async (status) => {
    const { client, asked } = service(
      { status, headers: { 'retry-after': '0' } },
      { body: { canOrder: true } },
    );
    expect(await client.getReadiness({ params: { customerTenantId } })).toMatchObject({ canOrder: true });
    expect(asked).toHaveLength(2);
  });

  it('asks once for another token when the first is refused', async () => {
    const { client, asked, renewals } = service({ status: 401 }, {});
    await client.getSession();
    expect([renewals, asked.at(-1)?.headers['authorization']]).toEqual([[false, true], 'Bearer second']);
    const refused = service({ status: 401, body: { code: 'NOT_AUTHENTICATED' } });
    await expect(refused.client.getSession()).rejects.toMatchObject({
      code: 'NOT_AUTHENTICATED',
      status: 401,
    });
    expect(refused.asked).toHaveLength(2);
  });

  it('tells a refusal with its code, place and next step, and does not repeat it', async () => {
    const body = {
      code: 'RESELLER_CANNOT_ATTEST',
      detail: 'An indirect reseller cannot attest.',
      requestId: 'r-1',
      nextAction: 'askProvider',
      errors: [{ pointer: '/signatory', message: 'is missing' }],
      partnerCenter: { code: '600061' },
    };
    const { client, asked } = service({ status: 403, body });
    await expect(invite(client)).rejects.toMatchObject({
      ...{ name: 'CountersignProblem', status: 403, code: 'RESELLER_CANNOT_ATTEST', requestId: 'r-1' },
      ...{ nextAction: 'askProvider', errors: body.errors, partnerCenter: { code: '600061' } },
      message: 'An indirect reseller cannot attest.',
    });
    expect(asked).toHaveLength(1);
  });

  it('does not repeat a change without a key whose answer was lost', async () => {
    const { client, asked } = service('lost');
    const changed = client.changeWebhookEndpoint({ params: { endpointId: 'e' }, body: { state: 'paused' } });
    await expect(changed).rejects.toMatchObject({ code: 'UNREACHABLE', status: 0 });
    expect(asked).toHaveLength(1);
  });

  it('gives up after its tries, and on a gateway page says so', async () => {
    const { client, asked } = service({ status: 502, headers: { 'retry-after': '0' }, body: '<html>' });
    await expect(client.getSummary()).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 502 });
    expect(asked).toHaveLength(3);
  });

  it('ends when it is aborted while it waits', async () => {
    const { client } = service({ status: 429, headers: { 'retry-after': '3600' } });
    const abort = new AbortController();
    const asked = client.getReadiness({ params: { customerTenantId } }, { signal: abort.signal });
    abort.abort(new Error('the shop closes'));
    await expect(asked).rejects.toThrow('the shop closes');
  });

  it('answers null where there is no body', async () => {
    const { client } = service({ status: 204 });
    expect(await client.deleteWebhookEndpoint({ params: { endpointId: 'e' } })).toBeNull();
  });
});

describe('a list', () => {
  it('is read page by page, only as far as it is wanted', async () => {
    const page = (name: string, continuationToken: string | null) => ({
      body: { items: [{ companyName: name }], continuationToken },
    });
    const { client, asked } = service(page('A', 't1'), page('B', 't2'), page('C', null));
    const names: string[] = [];
    for await (const { companyName } of client.all('listCustomers', { query: { country: 'US' } })) {
      names.push(companyName);
      if (names.length === 2) break;
    }
    expect(names).toEqual(['A', 'B']);
    expect(asked.map(({ url }) => new URL(url).search)).toEqual([
      '?country=US',
      '?country=US&continuationToken=t1',
    ]);
  });
});

describe('waiting for an acceptance', () => {
  const customer = (status: string) => ({ body: { status, customerTenantId } });

  it('ends with the customer that has accepted, and tells each change', async () => {
    const { client } = service(customer('invited'), customer('unknown'), customer('accepted'));
    const seen: string[] = [];
    const accepted = await client.waitForAcceptance(customerTenantId, {
      everyMs: 1,
      onChange: ({ status }) => seen.push(status),
    });
    expect([accepted.status, seen]).toEqual(['accepted', ['invited', 'unknown', 'accepted']]);
  });

  it.each(['required', 'expired', 'undeliverable', 'failed'])(
    'ends when nothing leads there: %s',
    async (status) => {
      const { client } = service(customer(status));
      await expect(client.waitForAcceptance(customerTenantId, { everyMs: 1 })).rejects.toBeInstanceOf(
        AcceptanceStalled,
      );
    },
  );
});
