import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { partnerTenantId, startWorld, tailspinToys, type World } from '../startWorld.ts';

const list = z.object({
  items: z.array(
    z.looseObject({
      id: z.guid(),
      companyProfile: z.looseObject({ companyName: z.string(), domain: z.string() }),
      relationshipToPartner: z.string(),
    }),
  ),
  continuationToken: z.string().optional(),
  links: z.object({
    next: z
      .object({ uri: z.string(), headers: z.array(z.object({ key: z.string(), value: z.string() })) })
      .optional(),
  }),
});

describe('reading customers', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ partnerType: 'indirectProvider' });
  });
  afterAll(() => world.stop());
  afterEach(() => world.send('/_control', { method: 'DELETE' }));

  const readAll = async (size: number, betweenPages = async () => {}) => {
    const ids: string[] = [];
    let path = `/v1/customers?size=${String(size)}`;
    let headers: Record<string, string> = {};
    for (;;) {
      const page = list.parse((await world.asApp(path, { headers })).body);
      ids.push(...page.items.map(({ id }) => id));
      if (!page.links.next) return ids;
      path = `/v1${page.links.next.uri}`;
      headers = Object.fromEntries(page.links.next.headers.map(({ key, value }) => [key, value]));
      await betweenPages();
    }
  };
  const named = async (filter: unknown) => {
    const query = new URLSearchParams({ size: '0', filter: JSON.stringify(filter) });
    const answer = await world.asUser(`/v1/customers?${query.toString()}`);
    return list.parse(answer.body).items.map(({ companyProfile }) => companyProfile.companyName);
  };

  it('starts with 24 customers in 16 or more countries', async () => {
    const all = await readAll(0);
    expect(all).toHaveLength(24);
    expect(all).toContain(tailspinToys);
    const known = z
      .object({ items: z.array(z.looseObject({ address: z.looseObject({ country: z.string() }) })) })
      .parse((await world.send('/_control/customers')).body);
    expect(new Set(known.items.map(({ address }) => address.country)).size).toBeGreaterThanOrEqual(16);
  });

  it('says in the list nothing of billing or agreements', async () => {
    const { body } = await world.asApp('/v1/customers?size=1');
    const [first] = list.parse(body).items;
    const names = ['id', 'companyProfile', 'relationshipToPartner', 'links', 'attributes'];
    expect(Object.keys(first ?? {})).toEqual(names);
  });

  it('gives every customer once, page by page, also while customers come and go', async () => {
    const whole = await readAll(0);
    expect(await readAll(5)).toEqual(whole);
    const paged = await readAll(5, async () => {
      await world.send('/_control/customers', { body: { count: 1 } });
    });
    expect(paged.slice(0, 24)).toEqual(whole);
    expect(new Set(paged).size).toBe(paged.length);
  });

  it('takes the link to the next page only with its header', async () => {
    const first = list.parse((await world.asApp('/v1/customers?size=5')).body);
    const answer = await world.asApp(`/v1${first.links.next?.uri ?? ''}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 2000 } });
  });

  it('filters by the start of name, domain and reseller, whatever the case', async () => {
    expect(await named({ Field: 'CompanyName', Value: 'tail', Operator: 'starts_with' })).toEqual([
      'Tailspin Toys',
    ]);
    expect(await named({ Field: 'Domain', Value: 'COHO', Operator: 'starts_with' })).toHaveLength(1);
    const Value = '484e548c-f5f3-4528-93a9-c16c6373cb59';
    expect(await named({ Field: 'IndirectReseller', Value, Operator: 'starts_with' })).toHaveLength(8);
  });

  it('refuses a filter it does not know', async () => {
    for (const filter of ['{', '{"Field":"Country","Value":"FR","Operator":"starts_with"}']) {
      const answer = await world.asApp(`/v1/customers?size=0&filter=${encodeURIComponent(filter)}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 2000 } });
    }
  });

  it('reads one customer, less of it without delegated access', async () => {
    const path = `/v1/customers/${tailspinToys}`;
    const whole = await world.asApp(path.toUpperCase().replace('/V1/CUSTOMERS', '/v1/customers'));
    expect(whole).toMatchObject({
      status: 200,
      body: {
        id: tailspinToys,
        allowDelegatedAccess: true,
        customDomains: ['tailspintoys.onmicrosoft.com'],
        companyProfile: { email: 'tania@tailspintoys.example' },
      },
    });
  });

  it('leaves company address, e-mail and custom domains out without delegated access', async () => {
    const body = { allowDelegatedAccess: false };
    await world.send(`/_control/customers/${tailspinToys}`, { method: 'PATCH', body });
    const { text } = await world.asApp(`/v1/customers/${tailspinToys}`);
    expect(text).not.toContain('customDomains');
    expect(text).not.toContain('"region"');
    expect(text).toContain('"allowDelegatedAccess":false');
  });

  it('answers 400/900118, 404/60003 and 403/20002 to what is no customer', async () => {
    const body = { relationship: 'none' };
    await world.send(`/_control/customers/${tailspinToys}`, { method: 'PUT', body });
    const paths = [
      '',
      '/agreements?agreementType=*',
      '/directSignedMicrosoftCustomerAgreementStatus',
      '/relationships',
    ];
    for (const path of paths) {
      const ask = (id: string) => world.asUser(`/v1/customers/${id}${path}`);
      expect(await ask('tailspin')).toMatchObject({ status: 400, body: { code: 900118 } });
      const unknown = await ask('00000000-0000-4000-8000-000000000000');
      expect(unknown).toMatchObject({ status: 404, body: { code: 60003 } });
      const lost = await ask(tailspinToys);
      expect(lost).toMatchObject({ status: 403, body: { code: 20002 } });
      expect(lost.text).toContain(partnerTenantId);
    }
  });

  it('makes 100,000 customers and gives them all', async () => {
    const made = await world.send('/_control/customers', { body: { count: 100_000, companyName: 'Load' } });
    expect(made).toMatchObject({ status: 201, body: { count: 100_000, total: 100_024 } });
    const ids = await readAll(5000);
    expect(new Set(ids).size).toBe(100_024);
  });

  it('makes a single customer as ordered', async () => {
    const id = '2b1c7f5e-0d7a-4c4e-9c55-3d1f6a7b8c9d';
    const order = {
      id,
      companyName: 'Wingtip Toys',
      domain: 'wingtip.onmicrosoft.com',
      country: 'CH',
      isSigned: true,
    };
    expect((await world.send('/_control/customers', { body: order })).status).toBe(201);
    expect(await world.asApp(`/v1/customers/${id}`)).toMatchObject({
      body: {
        companyProfile: { companyName: 'Wingtip Toys' },
        billingProfile: { defaultAddress: { country: 'CH' } },
      },
    });
    expect((await world.send('/_control/customers', { body: order })).status).toBe(409);
  });
});
