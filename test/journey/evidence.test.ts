import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';

const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
let environment: Environment;
let authorization: string;
beforeAll(async () => {
  environment = await startEnvironment({ portBase: await findFreePortBase(), log: () => undefined });
  authorization = `Bearer ${await (await fetch(`${environment.urls.entra}/token?role=Viewer`)).text()}`;
});
afterAll(() => environment.stop());

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${environment.urls.functions}/api/v1/${path}`, {
    headers: { authorization, ...headers },
  });
  const text = await response.text();
  const json: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

/** As somebody outside would: sorted keys, no white space. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(',')}}`;
}

async function tenantOf(company: string): Promise<string> {
  const { json } = await get(`customers?q=${encodeURIComponent(company)}`);
  return String(member(json, 'items.0.customerTenantId'));
}

describe('evidence over HTTP', () => {
  it('can be verified by whoever is given it, without us', async () => {
    const { status, json } = await get(`customers/${tenant}/evidence`);
    expect([status, member(json, 'chain.isWhole')]).toEqual([200, true]);
    const events = member(json, 'events') as Record<string, unknown>[];
    expect(events.length).toBeGreaterThan(0);
    let previous = '0'.repeat(64);
    for (const { hash, ...content } of events) {
      expect(content['previousHash']).toBe(previous);
      expect(createHash('sha256').update(canonical(content)).digest('hex')).toBe(hash);
      previous = String(hash);
    }
    expect(member(json, 'chain.headHash')).toBe(previous);
  });

  it.each([
    ['by Accept', '', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }],
    ['by format', '?format=html', {}],
  ])('is a page where it is wanted as one: %s', async (_how, query, headers) => {
    const { status, text, headers: answered } = await get(`customers/${tenant}/evidence${query}`, headers);
    expect([status, answered.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answered.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toContain('The history is whole.');
  });

  it('stays JSON where the query says so, and a problem stays a problem', async () => {
    const html = { accept: 'text/html' };
    expect((await get(`customers/${tenant}/evidence?format=json`, html)).json).toBeDefined();
    const nobody = await get('customers/9e2f5a3c-1111-4222-8333-444455556666/evidence', html);
    expect([nobody.status, member(nobody.json, 'code')]).toEqual([404, 'CUSTOMER_NOT_FOUND']);
  });
});

describe('a customer with nothing but the old Cloud Agreement', () => {
  it('has not accepted, and the old confirmation is in the history only', async () => {
    const customer = await tenantOf('Humongous');
    const confirmation = await get(`customers/${customer}/confirmation`);
    expect(confirmation.json).toMatchObject({ provided: false, path: null, signatory: null });
    expect(confirmation.text).not.toContain('loudAgreement');
    expect((await get(`customers/${customer}`)).text).not.toContain('loudAgreement');
    expect((await get(`customers/${customer}/events`)).text).toContain('"cloudAgreement":{"acceptedAt"');
    expect((await get(`customers/${customer}/evidence?format=html`)).text).toContain('cloud agreement');
  });
});

describe('the agreement over HTTP', () => {
  it('is named, with the countries it is offered in', async () => {
    const { status, json } = await get('agreement-metadata');
    expect([status, member(json, 'templateId')]).toEqual([200, '117a77b0-9360-443b-8795-c6dedc750cf9']);
    expect((member(json, 'countries') as unknown[]).length).toBeGreaterThanOrEqual(245);
  });

  it.each([
    ['country=de&language=de', 'DE', 'de-DE', false],
    ['country=DE&language=fr-FR', 'DE', 'en-US', true],
    ['country=FR', 'FR', 'en-US', false],
  ])('has fresh links: %s', async (query, country, language, languageFallback) => {
    const first = await get(`agreement-template?${query}`);
    const second = await get(`agreement-template?${query}`);
    expect(first.json).toMatchObject({ country, language, languageFallback });
    expect(member(second.json, 'downloadUrl')).not.toBe(member(first.json, 'downloadUrl'));
    expect((await fetch(String(member(first.json, 'displayUrl')))).status).toBe(200);
  });

  it.each([
    ['country=CN', 'COUNTRY_NOT_OFFERED', '/country'],
    ['country=UK', 'INVALID_INPUT', '/country'],
    ['country=Germany', 'INVALID_INPUT', '/country'],
    ['', 'INVALID_INPUT', '/country'],
    ['country=DE&language=tlh', 'INVALID_INPUT', '/language'],
    ['country=DE&language=../x', 'INVALID_INPUT', '/language'],
  ])('is refused with 422: %s', async (query, code, pointer) => {
    const { status, json } = await get(`agreement-template?${query}`);
    expect([status, member(json, 'code'), member(json, 'errors.0.pointer')]).toEqual([422, code, pointer]);
    if (code === 'COUNTRY_NOT_OFFERED') expect(member(json, 'offeredCountries')).toContain('DE');
  });
});
