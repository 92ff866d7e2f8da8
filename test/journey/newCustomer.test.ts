import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment, type Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { pressButton } from '../../infra/local/journeys/pressButton.ts';
import { putSimulatorSettings } from '../../infra/local/journeys/simulatorSettings.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import { dumpStorage } from './dumpStorage.ts';

const contact = { firstName: 'Kim', lastName: 'Abel', email: 'kim@bellows.example' };
const address = {
  addressLine1: '1 Sample Way',
  city: 'Redmond',
  state: 'WA',
  postalCode: '98052',
  country: 'US',
};
/** What makes a customer with that domain. */
const bodyFor = (domain: string) => ({
  ...{ companyName: `Bellows ${domain}`, domain, address },
  contact: { ...contact, email: `kim@${domain}.example` },
  acceptance: { path: 'invite', delivery: 'link' },
});

let environment: Environment;
const printed: string[] = [];

beforeAll(async () => {
  const portBase = await findFreePortBase();
  environment = await startEnvironment({ portBase, log: (line) => void printed.push(line) });
});
afterAll(() => environment.stop());

const control = (path: string, method: string, content: unknown) =>
  fetch(`${environment.urls.partnerCenter}/_control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(content),
  });

async function callsTo(path: string): Promise<unknown[]> {
  const answer = await fetch(`${environment.urls.partnerCenter}/_control/requests`);
  const { items } = (await answer.json()) as { items: unknown[] };
  return items.filter((one) => String(member(one, 'path') ?? member(one, 'url')).startsWith(path));
}

async function customersNamed(name: string): Promise<unknown[]> {
  const answer = await fetch(`${environment.urls.partnerCenter}/_control/customers`);
  const { items } = (await answer.json()) as { items: unknown[] };
  return items.filter((one) => member(one, 'companyName') === name);
}

/** As the page of the hand-over link shows them. */
function credentialsOn(page: string): { userName: string; password: string } {
  const [userName = '', password = ''] = [...page.matchAll(/<code[^>]*>([^<]+)<\/code>/g)].map(
    ([, text = '']) => text,
  );
  return { userName, password };
}

/** The form of a page, as another site could send it had it read the page. */
function formOf(html: string): URLSearchParams {
  return new URLSearchParams({ view: /name="view" value="([^"]+)"/.exec(html)?.[1] ?? '' });
}

describe('POST /customers', () => {
  it('gives the same answer to a repeat of the key, and refuses the key for another customer', async () => {
    const agent = await createApiClient(environment.urls);
    const body = bodyFor('bellowsrepeat');
    const made = await agent.post('/customers', body, { 'idempotency-key': body.domain });
    expect([made.status, made.headers.get('location')]).toEqual([
      201,
      `/api/v1/customers/${String(member(made.body, 'customerTenantId'))}`,
    ]);
    const again = await agent.post('/customers', body, { 'idempotency-key': body.domain });
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(made.body);
    const elsewhere = { ...body, companyName: 'Another' };
    const reused = await agent.post('/customers', elsewhere, { 'idempotency-key': body.domain });
    expect([reused.status, member(reused.body, 'code')]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it.each(['link', 'email'])(
    'with delivery by %s leaves in storage and logs neither password nor hand-over link nor the key to either',
    async (delivery) => {
      const agent = await createApiClient(environment.urls);
      const body = bodyFor(`bellows${delivery}`);
      const wanted = { ...body, acceptance: { path: 'invite', delivery } };
      const made = await agent.post('/customers', wanted, { 'idempotency-key': body.domain });
      expect(made.status).toBe(201);
      const before = await dumpStorage(environment.connectionString);
      expect(before).toContain(`${body.domain}.onmicrosoft.com`);

      const link = String(member(made.body, 'credentialsUrl'));
      const offer = await fetch(link);
      expect([offer.status, offer.headers.get('cache-control')]).toEqual([200, 'no-store']);
      const bare = { method: 'POST' };
      const crossSite = {
        ...bare,
        headers: { 'sec-fetch-site': 'cross-site' },
        body: formOf(await offer.text()),
      };
      for (const robot of [bare, crossSite])
        expect(await (await fetch(link, robot)).text()).not.toContain(`admin@${body.domain}`);
      const { userName, password } = credentialsOn((await pressButton(link)).shown);
      expect(userName).toBe(`admin@${body.domain}.onmicrosoft.com`);
      expect(password.length).toBeGreaterThan(7);
      const token = link.split('/').at(-1) ?? '';
      const signingKey = environment.settings['SIGNING_KEY'] ?? '';
      const secrets = {
        password,
        ...{ token, tokenBytes: Buffer.from(token, 'base64url').toString('latin1') },
        ...{ signingKey, keyBytes: Buffer.from(signingKey, 'base64').toString('latin1') },
      };
      const after = await dumpStorage(environment.connectionString);
      const places = { before, after, logs: printed.join('\n') };
      const leaks = Object.entries(places).flatMap(([place, text]) =>
        Object.entries(secrets).flatMap(([name, secret]) =>
          text.includes(secret) ? [`${name}: ${place}`] : [],
        ),
      );
      expect(leaks).toEqual([]);
    },
  );

  it('mails the password itself where MAIL_PASSWORDS says so, and storage and logs are still without it', async () => {
    await environment.restartFunctions({ MAIL_PASSWORDS: 'true' });
    const agent = await createApiClient(environment.urls);
    const body = bodyFor('bellowsmailed');
    const wanted = { ...body, acceptance: { path: 'invite', delivery: 'email' } };
    const made = await agent.post('/customers', wanted, { 'idempotency-key': body.domain });
    expect(made.status).toBe(201);
    const link = String(member(made.body, 'credentialsUrl'));
    const mail = await waitFor('the mail', async () => {
      const answer = await fetch(`${environment.urls.mail}/_control/messages`);
      const { items } = (await answer.json()) as { items: unknown[] };
      const to = 'request.body.recipients.to.0.address';
      const sent = items.find((one) => member(one, to) === body.contact.email);
      return sent ? JSON.stringify(member(sent, 'request.body.content')) : undefined;
    });
    const { password } = credentialsOn((await pressButton(link)).shown);
    expect(mail).toContain(`admin@${body.domain}.onmicrosoft.com`);
    expect(mail).toContain(password);
    expect(mail).not.toContain(link);
    const stored = await dumpStorage(environment.connectionString);
    expect([stored, printed.join('\n')].filter((text) => text.includes(password))).toEqual([]);
  });

  it('needs four calls at most, one of which makes the customer', async () => {
    await control('', 'DELETE', {});
    const agent = await createApiClient(environment.urls);
    const body = bodyFor('bellowscalls');
    expect((await agent.post('/customers', body)).status).toBe(201);
    const calls = (await callsTo('/v1')).length;
    expect(calls).toBeLessThanOrEqual(4);
    expect((await callsTo('/v1/customers')).length).toBe(1);
  });

  it('makes a customer that can be invited anew, with the link to its credentials until they were seen', async () => {
    const agent = await createApiClient(environment.urls);
    const body = bodyFor('bellowsanew');
    const { body: made } = await agent.post('/customers', body);
    const link = String(member(made, 'credentialsUrl'));
    const invite = (kind: string) =>
      agent.post(`/customers/${String(member(made, 'customerTenantId'))}/invitations`, {
        ...{ kind, delivery: 'link', recipient: contact },
      });
    const holdsLink = async (kind: string): Promise<unknown[]> => {
      const { status, body: invited } = await invite(kind);
      return [
        status,
        member(invited, 'invitation.kind'),
        String(member(invited, 'content.text')).includes(link),
      ];
    };
    expect(await holdsLink('newCustomer')).toEqual([202, 'newCustomer', true]);
    expect(await holdsLink('existingCustomer')).toEqual([202, 'existingCustomer', false]);
    await pressButton(link);
    expect(await holdsLink('newCustomer')).toEqual([202, 'newCustomer', false]);
  });

  it('refuses what breaks a rule, and then nothing is made', async () => {
    await control('/customers', 'POST', { domain: 'tailspintoys.onmicrosoft.com', companyName: 'Other' });
    const agent = await createApiClient(environment.urls);
    const body = bodyFor('bellowsrules');
    const wrongs: [string, object, number, string][] = [
      ['no company name', { companyName: ' ' }, 422, 'INVALID_INPUT'],
      ['a domain of its own', { domain: 'bellows.com' }, 422, 'INVALID_INPUT'],
      ['a contact without a last name', { contact: { ...contact, lastName: '' } }, 422, 'INVALID_INPUT'],
      ['an unknown field', { password: 'x' }, 422, 'INVALID_INPUT'],
      ['a state that is none', { address: { ...address, state: 'ZZ' } }, 422, 'INVALID_INPUT'],
      ['no registration number in Brazil', { address: { ...address, country: 'BR' } }, 422, 'INVALID_INPUT'],
      [
        'a country that is not offered',
        { address: { ...address, country: 'CN' } },
        422,
        'COUNTRY_NOT_OFFERED',
      ],
      ['a reseller, which only a provider has', { resellerTenantId: contact.email }, 422, 'INVALID_INPUT'],
      ['a domain of somebody else', { domain: 'tailspintoys' }, 409, 'DOMAIN_TAKEN'],
      ['no path', { acceptance: {} }, 422, 'INVALID_INPUT'],
    ];
    for (const [what, wrong, status, code] of wrongs) {
      const refused = await agent.post('/customers', { ...body, ...wrong });
      expect([what, refused.status, member(refused.body, 'code')]).toEqual([what, status, code]);
    }
    expect(await customersNamed(body.companyName)).toEqual([]);
  });

  it('is over when a page or an empty answer with 4xx comes: nothing is asked again, made or mailed later', async () => {
    const agent = await createApiClient(environment.urls);
    for (const [status, type, answer] of [
      [400, 'text/html', '<html>no</html>'],
      [403, 'text/html', ''],
      [404, 'application/json', {}],
      [409, 'application/json', { statusCode: 409, message: 'no' }],
      [451, 'text/plain', 'no'],
    ] as const) {
      await control('', 'DELETE', {});
      const then = { status, headers: { 'content-type': type }, body: answer };
      const match = { method: 'POST', path: '/v1/customers' };
      await control('/faults', 'POST', [{ match, times: 1, then }]);
      const { status: told, body } = await agent.post('/customers', bodyFor(`bellows${String(status)}`));
      expect([status, told, member(body, 'code')]).toEqual([status, 502, 'PARTNER_CENTER_REFUSED']);
      expect((await callsTo('/v1/customers')).length).toBe(1);
      expect(member((await agent.get('/customer-orders')).body, 'items')).toEqual([]);
    }
  });

  it('makes a customer whose culture has a script, where the country offers it', async () => {
    const agent = await createApiClient(environment.urls);
    const serbian = { ...address, state: undefined, country: 'RS', city: 'Beograd', postalCode: '11000' };
    const body = { ...bodyFor('bellowsserbia'), address: serbian };
    expect((await agent.post('/customers', { ...body, culture: 'sr-Cyrl-RS' })).status).toBe(422);
    expect((await agent.post('/customers', { ...body, culture: 'sr-latn-rs' })).status).toBe(201);
  });

  it.each(['values', 'arrays'])('keeps Microsoft’s rules of a country, told as %s', async (countryRules) => {
    await putSimulatorSettings(environment.urls.partnerCenter, { countryRules });
    // So that the rules are asked for again.
    await environment.restartFunctions({});
    const agent = await createApiClient(environment.urls);
    const body = bodyFor(`bellows${countryRules}`);
    const wrongs: [object, string][] = [
      [{ address: { ...address, state: 'Washington' } }, '/address/state'],
      [{ culture: 'de-DE' }, '/culture'],
    ];
    for (const [wrong, pointer] of wrongs) {
      const { status, body: problem } = await agent.post('/customers', { ...body, ...wrong });
      expect([status, member(problem, 'code'), member(problem, 'errors.0.pointer')]).toEqual([
        ...[422, 'INVALID_INPUT', pointer],
      ]);
    }
    expect(await customersNamed(body.companyName)).toEqual([]);
    expect((await agent.post('/customers', { ...body, culture: 'en-US' })).status).toBe(201);
  });
});
