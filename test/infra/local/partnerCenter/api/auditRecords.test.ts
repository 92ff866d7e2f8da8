import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dig, startWorld, tailspinToys, templateId, type World } from '../startWorld.ts';

type Listed = { items: { id: string; operationType: string; customerId: string }[] };

describe('the activity log', () => {
  const notified: string[] = [];
  const receiver = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => void (text += part.toString('utf8')));
    request.on('end', () => {
      notified.push(text);
      response.end();
    });
  });
  let world: World;
  let made: string;

  beforeAll(async () => {
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    const webhookUrl = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/`;
    world = await startWorld({ webhookUrl });
    await world.set({ classicAttestation: true });
    const { body } = await world.asApp('/v1/customers', { body: newCustomer });
    made = dig(body, 'id');
    world.pass(1000);
    await world.asUser(`/v1/customers/${tailspinToys}/agreements`, { body: confirmation });
    world.pass(1000);
    const { body: request } = await world.asUser('/v1/customers/relationshiprequests');
    await world.form('/AdminPortal/invitation', {
      ...Object.fromEntries(new URL(dig(request, 'url')).searchParams),
      ...{ tenant: 'new', companyName: 'A. Datum', domain: 'adatum.onmicrosoft.com', country: 'US' },
      ...{ email: 'robin@adatum.example', role: 'globalAdministrator', authorize: 'yes', agree: 'yes' },
    });
  });
  afterAll(async () => {
    await world.stop();
    receiver.close();
  });

  const list = async (query = '') => (await world.asApp(`/v1/auditrecords${query}`)).body as Listed;
  const types = ({ items }: Listed) => items.map(({ operationType }) => operationType);

  it('has what the partner did and what a customer agreed to, the newest first', async () => {
    expect(types(await list())).toEqual([
      'reseller_relationship_accepted_by_customer',
      'create_agreement',
      'add_customer',
    ]);
  });

  it('tells of a new customer in the form of Microsoft’s sample, without its password', async () => {
    const added = (await list()).items.at(-1);
    expect(added).toMatchObject({
      customerId: made,
      resourceType: 'customer',
      operationDate: '2026-07-01T10:00:00.0000000Z',
      customizedData: [
        { key: 'PrimaryDomainName', value: 'activity.onmicrosoft.com' },
        { key: 'Relationship', value: 'Reseller' },
      ],
      attributes: { objectType: 'AuditRecord' },
    });
    expect(added?.id.split('_').slice(1)).toEqual([made, made, 'addcustomer', '639184968000000000']);
    expect(JSON.stringify(added)).not.toContain('password');
  });

  it('has the record that a notification points to', async () => {
    await expect.poll(() => notified.length).toBeGreaterThan(0);
    const { pathname } = new URL(dig(JSON.parse(notified[0] ?? ''), 'AuditUri'));
    expect(pathname).toMatch(/^\/auditactivity\/v1\//);
    const { status, body } = await world.asUser(pathname);
    expect([status, dig(body, 'operationType')]).toEqual([200, 'reseller_relationship_accepted_by_customer']);
  });

  it.each([
    [{ Field: 'CompanyName', Value: 'TAILSPIN', Operator: 'substring' }, ['create_agreement']],
    [{ Field: 'ResourceType', Value: 'Customer', Operator: 'equals' }, ['add_customer']],
    [{ Field: 'CustomerId', Value: tailspinToys.toUpperCase(), Operator: 'equals' }, ['create_agreement']],
  ])('is filtered by %o', async (filter, expected) => {
    expect(types(await list(`?filter=${encodeURIComponent(JSON.stringify(filter))}`))).toEqual(expected);
  });

  it('comes in pages', async () => {
    const seen: string[] = [];
    let { body } = await world.asApp('/v1/auditrecords?size=2');
    seen.push(...types(body as Listed));
    const token = dig(body, 'links', 'next', 'headers', 0, 'value');
    ({ body } = await world.asApp(`/v1${dig(body, 'links', 'next', 'uri')}`, {
      headers: { 'MS-ContinuationToken': token },
    }));
    seen.push(...types(body as Listed));
    expect([seen.length, new Set(seen).size]).toEqual([3, 3]);
    expect(body).not.toHaveProperty('links.next');
  });

  it.each([
    ['a start too long ago', '?startDate=2026-04-01'],
    ['a window too long', '?startDate=2026-05-01&endDate=2026-06-15'],
    ['a day that is none', '?startDate=yesterday'],
    ['another filter', `?filter=${encodeURIComponent('{"Field":"Name"}')}`],
  ])('refuses %s', async (_what, query) => {
    const { status, body } = await world.asApp(`/v1/auditrecords${query}`);
    expect([status, dig(body, 'code')]).toEqual([400, '2000']);
  });

  it('shows a window of days, both whole', async () => {
    expect(types(await list('?startDate=2026-07-01&endDate=2026-07-01'))).toHaveLength(3);
    expect(types(await list('?startDate=2026-06-29&endDate=2026-06-30'))).toEqual([]);
  });
});

const address = {
  ...{ FirstName: 'Test', LastName: 'Test', AddressLine1: 'One Microsoft Way', City: 'Redmond' },
  ...{ State: 'WA', PostalCode: '98052', Country: 'US' },
};
const newCustomer = {
  CompanyProfile: { Domain: 'activity.onmicrosoft.com' },
  BillingProfile: {
    ...{ Culture: 'EN-US', Email: 'test@outlook.com', Language: 'en', CompanyName: 'Activity' },
    DefaultAddress: address,
  },
};
const confirmation = {
  primaryContact: { firstName: 'Tania', lastName: 'Carr', email: 'someone@example.com' },
  ...{ templateId, dateAgreed: '2026-06-14T00:00:00.000Z', type: 'MicrosoftCustomerAgreement' },
};
