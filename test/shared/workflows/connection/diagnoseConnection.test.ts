import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startAzurite, type Azurite } from '../../../../infra/local/azurite.ts';
import { localSecrets, localSettings } from '../../../../infra/local/localSettings.ts';
import { startMail } from '../../../../infra/local/mail/mail.ts';
import { portsFrom } from '../../../../infra/local/ports.ts';
import type { Simulator } from '../../../../infra/local/simulator/simulator.ts';
import { createStorage } from '../../../../infra/local/storage.ts';
import { loadConfig } from '../../../../shared/config.ts';
import { createServices, type Services } from '../../../../shared/services.ts';
import type { Probe } from '../../../../shared/workflows/ports/connectionPorts.ts';
import { presentConnection } from '../../../../shared/contracts/connection/presentConnection.ts';
import { diagnoseConnection } from '../../../../shared/workflows/connection/diagnoseConnection.ts';
import {
  clientId,
  order,
  partnerTenantId,
  secrets,
  startPartnerCenterWorld,
  type PartnerCenterWorld,
} from '../../adapters/partnerCenter/world.ts';

const local = localSecrets(undefined);
let microsoft: PartnerCenterWorld;
let mail: Simulator;
let azurite: Azurite;
beforeAll(async () => {
  microsoft = await startPartnerCenterWorld();
  mail = await startMail({ port: 0, accessKey: local.mailAccessKey });
  azurite = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 });
  await createStorage(azurite.connectionString);
});
beforeEach(async () => {
  for (const simulator of [microsoft.entra, microsoft.service, mail]) await order(simulator, 'DELETE', '');
});
afterAll(async () => {
  await microsoft.stop();
  await mail.stop();
  await azurite.stop();
});

/** An app as it runs locally, with settings of its own. */
function app(changes: Readonly<Record<string, string>> = {}): Promise<Services> {
  const settings = {
    ...localSettings(portsFrom(7071), azurite.connectionString, local),
    PARTNER_TENANT_ID: partnerTenantId,
    ENTRA_URL: microsoft.entra.url,
    PARTNER_CENTER_URL: microsoft.service.url,
    PARTNER_CENTER_CLIENT_ID: clientId,
    PARTNER_CENTER_CLIENT_SECRET: secrets.clientSecret,
    PARTNER_CENTER_REFRESH_TOKEN: secrets.refreshToken,
    MAIL_CONNECTION_STRING: `endpoint=${mail.url}/;accesskey=${local.mailAccessKey}`,
  };
  return createServices(loadConfig({ ...settings, ...changes }));
}

/** On a busy machine a probe may take longer than an admin would wait. */
const diagnose = (services: Services, limitMs = 30_000) =>
  diagnoseConnection(services, () => undefined, { limitMs });

async function conditionsOf(services: Services, limitMs?: number): Promise<Record<string, string>> {
  const { probes } = await diagnose(services, limitMs);
  return Object.fromEntries(probes.map(({ name, condition }) => [name, condition]));
}

describe('diagnoseConnection', () => {
  it('tells of each part of a sound connection', async () => {
    const services = await app();
    await services.runs.save(
      {
        ...{ startedAt: new Date(), finishedAt: new Date(), nextRunAt: null },
        ...{ due: 0, changed: 0, unchanged: 0, postponed: 0, failed: 0 },
      },
      null,
    );
    const diagnosis = await diagnose(services);
    expect(diagnosis.probes.map(({ name, condition }) => [name, condition])).toEqual([
      ['appToken', 'signedIn'],
      ['userToken', 'signedIn'],
      ['refreshToken', 'consentWorks'],
      ['readCustomers', 'allowed'],
      ['readAgreements', 'allowed'],
      ['agreementAnswers', 'answersReadable'],
      ['partnerAccount', 'partnerFits'],
      ['partnerAgreement', 'partnerAgreementSigned'],
      ['webhookRegistration', 'webhookMissing'],
      ['callBudget', 'callsFlow'],
      ['mailAccount', 'mailAccountWorks'],
      ['mailSender', 'senderWorks'],
      ['mailLine', 'mailFlows'],
      ['storage', 'storageWorks'],
      ['queues', 'queuesFlow'],
      ['poison', 'noPoison'],
      ['reconciliation', 'reconciliationRuns'],
      ['discovery', 'discoveryRuns'],
    ]);
    expect(diagnosis.state).toBe('warn');
    const facts = Object.fromEntries(diagnosis.probes.map((probe) => [probe.name, probe.facts]));
    expect(facts['userToken']).toMatchObject({ mfa: true, ageSeconds: expect.any(Number) as unknown });
    expect(facts['appToken']).not.toHaveProperty('mfa');
  });

  it('shows no secret and no token, whatever fails', async () => {
    await order(microsoft.entra, 'PUT', '/settings', { refreshTokens: 'revoked' });
    const services = await app({ PARTNER_CENTER_CLIENT_SECRET: 'a-wrong-secret-of-ours' });
    const told = JSON.stringify(await diagnose(services));
    for (const secret of ['a-wrong-secret-of-ours', secrets.refreshToken, local.mailAccessKey, 'eyJ']) {
      expect(told).not.toContain(secret);
    }
  });

  it.each(['expired', 'revoked', 'mfaRequired'])(
    'names a consent that is %s, and forgets it as soon as there is a new one',
    async (refreshTokens) => {
      const services = await app();
      await order(microsoft.entra, 'PUT', '/settings', { refreshTokens });
      const broken = {
        userToken: 'consentEnded',
        refreshToken: 'consentEnded',
        readAgreements: 'consentEnded',
      };
      expect(await conditionsOf(services)).toMatchObject({
        ...broken,
        appToken: 'signedIn',
        readCustomers: 'allowed',
      });
      await order(microsoft.entra, 'PUT', '/settings', { refreshTokens: 'valid' });
      const next = await services.userSignIn.redeem(secrets.refreshToken);
      const expiresAt = new Date(Date.now() + 86_400_000 * 90);
      await services.secrets.write('partner-center-refresh-token', next ?? '', { expiresAt });
      expect(await conditionsOf(services)).toMatchObject({
        ...{ userToken: 'signedIn', refreshToken: 'consentWorks', readAgreements: 'allowed' },
      });
    },
  );

  it('names a sign-in without a second factor', async () => {
    await order(microsoft.entra, 'PUT', '/settings', { mfa: false });
    expect(await conditionsOf(await app())).toMatchObject({
      ...{ userToken: 'tokenWithoutMfa', readAgreements: 'tokenWithoutMfa', readCustomers: 'allowed' },
    });
  });

  it('names a partner agreement that is open, of a provider with the resellers concerned', async () => {
    const reseller = '484e548c-f5f3-4528-93a9-c16c6373cb59';
    await order(microsoft.service, 'PUT', '/settings', {
      partnerType: 'indirectProvider',
      partnerAgreementOpen: [reseller],
    });
    const services = await app({ PARTNER_TYPE: 'indirectProvider' });
    const { probes } = await diagnose(services);
    expect(probes.find(({ name }) => name === 'partnerAgreement')).toMatchObject({
      condition: 'partnerAgreementOpen',
      facts: { own: 'signed', resellers: 2, asked: 2, open: 1, openResellers: reseller },
    });
    await order(microsoft.service, 'PUT', '/settings', { partnerAgreementOpen: [partnerTenantId] });
    expect(await conditionsOf(services)).toMatchObject({ partnerAgreement: 'partnerAgreementOpen' });
  });

  it('names a retired audience', async () => {
    const services = await app({ PARTNER_CENTER_RESOURCE: 'https://graph.windows.net' });
    expect(await conditionsOf(services)).toMatchObject({ readCustomers: 'audienceRetired' });
  });

  it('names an operation that wants a user', async () => {
    const then = { status: 403, body: { code: 900329, description: 'x' } };
    await order(microsoft.service, 'POST', '/faults', [{ match: { path: '/v1/customers' }, times: 1, then }]);
    expect(await conditionsOf(await app())).toMatchObject({ readCustomers: 'appOnlyRefused' });
  });

  it.each<[string, string, object | 'reset', Record<string, string>]>([
    [
      '900420',
      '/v1/customers',
      { status: 401, body: { code: 900420 } },
      { readCustomers: 'audienceRetired' },
    ],
    [
      '900421',
      '/v1/agreements',
      { status: 401, body: { code: 900421 } },
      { readAgreements: 'tokenWithoutMfa' },
    ],
    [
      '900329',
      '/v1/agreements',
      { status: 403, body: { code: 900329 } },
      { readAgreements: 'appOnlyRefused' },
    ],
    [
      '900309',
      '/v1/customers',
      { status: 403, body: { code: 900309 } },
      { readCustomers: 'conditionalAccess' },
    ],
    [
      'a role that is missing',
      '/v1/customers',
      { status: 403, body: { code: 1002, description: 'Authorization Failed' } },
      { readCustomers: 'accessDenied' },
    ],
    [
      'a token that is refused',
      '/v1/customers',
      { status: 401, body: {} },
      { readCustomers: 'signInRefused' },
    ],
    ['an outage', '/v1/customers', { status: 503, body: {} }, { readCustomers: 'unavailable' }],
    [
      'a page in place of an answer',
      '/v1/customers',
      { status: 200, body: '<html>' },
      { readCustomers: 'unavailable' },
    ],
    ['a connection that is cut', '/v1/customers', 'reset', { readCustomers: 'unavailable' }],
    [
      'a registration that is denied',
      '/webhooks/v1/registration',
      { status: 403, body: { code: 1002, description: 'Authorization Failed' } },
      { webhookRegistration: 'accessDenied' },
    ],
  ])('names %s and its fix, and tells of all else', async (_what, path, then, expected) => {
    await order(microsoft.service, 'POST', '/faults', [{ match: { path }, times: 9, then }]);
    const services = await app();
    const { probes } = presentConnection(await diagnose(services));
    expect(Object.fromEntries(probes.map(({ name, condition }) => [name, condition]))).toMatchObject({
      ...expected,
      storage: 'storageWorks',
      mailAccount: 'mailAccountWorks',
    });
    const [name = ''] = Object.keys(expected);
    const part = probes.find((probe) => probe.name === name);
    expect(part).toMatchObject({ fix: expect.any(String), meaning: expect.any(String) });
    expect(part?.state).not.toBe('ok');
  });

  it('tells what it can while storage does not answer', async () => {
    const nowhere = azurite.connectionString.replace(/:(\d+)\/devstoreaccount1/g, ':9/devstoreaccount1');
    const services = await app({ DataStorage: nowhere });
    // Tables that cannot be reached are asked again for half a minute.
    const { state, probes } = presentConnection(await diagnose(services, 10_000));
    const found = Object.fromEntries(probes.map(({ name, condition }) => [name, condition]));
    expect(found).toMatchObject({
      appToken: 'signedIn',
      mailAccount: 'mailAccountWorks',
      refreshToken: 'consentWorks',
    });
    for (const name of ['storage', 'queues', 'poison', 'reconciliation', 'mailLine']) {
      expect([name, found[name]]).toEqual([name, expect.stringMatching(/^(storageUnavailable|tooLate)$/)]);
    }
    expect(state).toBe('fail');
  });

  it('names a mail service that is away', async () => {
    const away = `endpoint=http://127.0.0.1:9/;accesskey=${local.mailAccessKey}`;
    expect(await conditionsOf(await app({ MAIL_CONNECTION_STRING: away }))).toMatchObject({
      mailAccount: 'unavailable',
    });
  });

  it('names a secret that is wrong', async () => {
    expect(await conditionsOf(await app({ PARTNER_CENTER_CLIENT_SECRET: 'wrong' }))).toMatchObject({
      ...{ appToken: 'appRefused', userToken: 'appRefused' },
    });
  });

  it('names settings that belong to another kind of partner', async () => {
    await order(microsoft.service, 'PUT', '/settings', { partnerType: 'indirectProvider' });
    expect(await conditionsOf(await app())).toMatchObject({ partnerAccount: 'partnerTypeDiffers' });
  });

  it('names a mail service that does not let us in, and sends nothing', async () => {
    const wrongKey = `endpoint=${mail.url}/;accesskey=${Buffer.from('another key').toString('base64')}`;
    expect(await conditionsOf(await app({ MAIL_CONNECTION_STRING: wrongKey }))).toMatchObject({
      mailAccount: 'mailAccountRefused',
    });
    expect(await order(mail, 'GET', '/messages')).toMatchObject({ items: [] });
  });

  it('names a refused sender from the mails that met it, until one is taken', async () => {
    const services = await app();
    const send = () =>
      services.mailService.send({
        ...{ operationId: crypto.randomUUID(), recipient: 'a@b.example', recipientName: null },
        ...{ subject: 's', html: '<p>h</p>', text: 't' },
      });
    const then = { status: 404, body: { error: { code: 'DomainNotLinked', message: 'x' } } };
    await order(mail, 'POST', '/faults', [{ match: { path: '/emails:send' }, times: 1, then }]);
    await expect(send()).rejects.toMatchObject({ code: 'MAIL_SENDER_REFUSED' });
    const { probes } = await diagnose(services);
    expect(probes.find(({ name }) => name === 'mailSender')).toMatchObject({
      condition: 'senderRefused',
      facts: { microsoft: 'DomainNotLinked' },
    });
    await send();
    expect(await conditionsOf(services)).toMatchObject({ mailSender: 'senderWorks' });
  });

  it.each([
    ['throttled', 'mailThrottled', 'warn'],
    ['senderRefused', 'mailHeld', 'fail'],
    ['bounces', 'mailStopped', 'fail'],
  ] as const)(
    'tells that all mail waits when it was paused as %s, until it goes on',
    async (reason, condition, state) => {
      const services = await app();
      await services.mailDispatch.pause(reason, 3_600_000);
      const diagnosis = presentConnection(await diagnose(services));
      const line = diagnosis.probes.find(({ name }) => name === 'mailLine');
      expect(line).toMatchObject({ condition, state, fix: expect.any(String) });
      expect(Date.parse(String(line?.facts['until']))).toBeGreaterThan(Date.now());
      await services.mailDispatch.resume();
      expect(await conditionsOf(services)).toMatchObject({ mailLine: 'mailFlows' });
    },
  );

  it('tells of the others when one part fails or never answers', async () => {
    const services = await app();
    const probe = (name: string, look: Probe['look']): Probe => ({ name, look });
    const reported: string[] = [];
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const diagnosing = diagnoseConnection(services, (name) => void reported.push(name), {
      probes: [
        probe('broken', () => Promise.reject(new Error('a secret'))),
        probe('silent', () => new Promise(() => undefined)),
        probe('sound', async () => ({ condition: 'allowed', facts: {} })),
      ],
    });
    await vi.advanceTimersByTimeAsync(8_000);
    vi.useRealTimers();
    const { state, probes } = await diagnosing;
    expect(probes.map(({ condition }) => condition)).toEqual(['notTold', 'tooLate', 'allowed']);
    expect([state, reported]).toEqual(['fail', ['broken']]);
  });

  // The last one: a pause is kept in storage, for all.
  it('names a pause that Partner Center asked for', async () => {
    const then = { status: 429, headers: { 'retry-after': '600' }, body: {} };
    const match = { path: '/v1/customers' };
    await order(microsoft.service, 'POST', '/faults', [{ match, times: 9, then }]);
    const services = await app();
    expect(await conditionsOf(services)).toMatchObject({ readCustomers: 'throttled' });
    expect(await conditionsOf(services)).toMatchObject({ callBudget: 'callsPaused' });
  });
});
