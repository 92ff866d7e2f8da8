import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runWebhook, type WebhookCommand } from '../../../infra/connection/runWebhook.ts';
import { webhookAccess } from '../../../infra/connection/webhookAccess.ts';
import {
  clientId,
  order,
  partnerTenantId,
  requestsTo,
  secrets,
  startPartnerCenterWorld,
  type PartnerCenterWorld,
} from '../../shared/adapters/partnerCenter/world.ts';

let world: PartnerCenterWorld;
let app: Server;
let publicUrl: string;
let answerWith: number;
beforeAll(async () => {
  world = await startPartnerCenterWorld();
  app = createServer((request, response) => {
    request.resume();
    response.writeHead(answerWith).end();
  });
  await new Promise<void>((listening) => app.listen(0, '127.0.0.1', listening));
  publicUrl = `http://127.0.0.1:${String((app.address() as AddressInfo).port)}`;
});
beforeEach(async () => {
  answerWith = 200;
  await order(world.service, 'DELETE', '');
});
afterAll(async () => {
  app.close();
  await world.stop();
});

const settings = (more: Record<string, string> = {}) => ({
  PUBLIC_URL: publicUrl,
  PARTNER_CENTER_URL: world.service.url,
  ENTRA_URL: world.entra.url,
  PARTNER_TENANT_ID: partnerTenantId,
  PARTNER_CENTER_CLIENT_ID: clientId,
  PARTNER_CENTER_CLIENT_SECRET: secrets.clientSecret,
  ...more,
});

async function run(what: WebhookCommand['what'], { replace = false, more = {} } = {}) {
  const lines: string[] = [];
  const needs = {
    ...webhookAccess(settings(more)),
    say: (line: string) => void lines.push(line),
    patienceMs: 5000,
  };
  const isGood = await runWebhook(needs, { what, replace });
  return { isGood, said: lines.join('\n') };
}

const written = async () => (await requestsTo(world.service)).filter(({ method }) => method !== 'GET');
const other = { PUBLIC_URL: 'https://staging.example' };

describe('the command for notifications', () => {
  it('says that nobody is registered, then registers, then finds itself', async () => {
    expect(await run('status')).toMatchObject({
      isGood: false,
      said: expect.stringContaining('Nobody is registered'),
    });
    expect((await run('register')).isGood).toBe(true);
    const { isGood, said } = await run('status');
    expect(isGood).toBe(true);
    expect(said).toContain(`registered  ${publicUrl}/api/v1/webhooks/partner-center`);
    expect(said).toContain('reseller-relationship-accepted-by-customer');
    expect(said).toContain('in X-MS-Signature');
    expect((await run('register')).isGood).toBe(true);
    expect(await written()).toHaveLength(1);
  });

  it('warns of another environment, and takes nothing away from it unless told to', async () => {
    await run('register', { more: other });
    for (const what of ['status', 'register', 'test'] as const) {
      expect(await run(what)).toMatchObject({
        isGood: false,
        said: expect.stringContaining('WARNING: another environment'),
      });
    }
    expect(await written()).toHaveLength(1);
    expect((await run('register', { replace: true })).isGood).toBe(true);
    expect((await run('status', { more: other })).said).toContain('WARNING');
  });

  it('completes a registration of its own that lacks something', async () => {
    const { registrations, ownUrl } = webhookAccess(settings());
    await registrations.create(ownUrl, ['test-created']);
    expect(await run('status')).toMatchObject({ isGood: false, said: expect.stringContaining('mends it') });
    expect((await run('register')).isGood).toBe(true);
  });

  it('does not overwrite who registers at the same moment', async () => {
    const { registrations, ownUrl } = webhookAccess(settings());
    const rival = webhookAccess(settings(other));
    const racing = {
      ...registrations,
      create: async (url: string, events: readonly string[]) => {
        await rival.registrations.create(rival.ownUrl, events);
        return registrations.create(url, events);
      },
    };
    const isGood = await runWebhook(
      { registrations: racing, ownUrl, say: () => undefined },
      { what: 'register', replace: true },
    );
    expect([isGood, (await registrations.current())?.url]).toEqual([false, rival.ownUrl]);
  });

  it('has the test event sent, and tells how it was taken', async () => {
    await run('register');
    const { isGood, said } = await run('test');
    expect([isGood, said]).toEqual([true, expect.stringMatching(/Z OK\nThe test event was taken/)]);
  });

  it('says that a test event was not taken', async () => {
    await run('register');
    answerWith = 503;
    const { isGood, said } = await run('test');
    expect([isGood, said]).toEqual([false, expect.stringContaining('ServiceUnavailable')]);
  });

  it('takes an access token in place of the app’s secret, and names what is missing', async () => {
    const bare = { PARTNER_CENTER_CLIENT_SECRET: '' };
    expect(() => webhookAccess(settings(bare))).toThrow('Missing: PARTNER_CENTER_CLIENT_SECRET');
    const access = webhookAccess(settings({ ...bare, PARTNER_CENTER_ACCESS_TOKEN: 'made up' }));
    await expect(access.registrations.current()).rejects.toMatchObject({
      code: 'PARTNER_CENTER_SIGN_IN_FAILED',
    });
    expect(() => webhookAccess({ PARTNER_CENTER_ACCESS_TOKEN: 'x' })).toThrow('Missing: PUBLIC_URL');
  });
});
