import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import type { JourneyCompany } from '../../infra/local/journeys/journey.ts';
import { answerOn, readPage } from '../../infra/local/journeys/openLink.ts';
import { relationship } from '../../infra/local/journeys/relationship.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import type { MessageFate } from '../fault/proxies/queueProxy.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';

let world: JourneyWorld;
beforeAll(async () => {
  world = await startJourneyWorld('once');
});
afterAll(() => world.stop());

async function walk(company: JourneyCompany): Promise<void> {
  const { urls } = world.environment;
  const steps: string[] = [];
  await relationship({ urls, company, say: (line) => void steps.push(line) });
  expect(steps.length).toBeGreaterThan(5);
  const agent = await createApiClient(urls, 'Viewer');
  const items = member((await agent.get('/relationship-invitations')).body, 'items') as unknown[];
  expect(items.filter((one) => member(one, 'companyName') === company.companyName)).toHaveLength(1);
  const mails = await textsTo(`robin@${company.name}.example`);
  expect(mails.filter((text) => text.includes('/api/i/'))).toHaveLength(1);
}

async function textsTo(address: string): Promise<string[]> {
  const answer = await fetch(`${world.environment.urls.mail}/_control/messages`);
  const { items } = (await answer.json()) as { items: unknown[] };
  return items
    .filter((mail) => member(mail, 'request.body.recipients.to.0.address') === address)
    .map((mail) => String(member(mail, 'request.body.content.plainText')));
}

async function linksAsked(): Promise<number> {
  const answer = await fetch(`${world.environment.urls.partnerCenter}/_control/requests`);
  const { items } = (await answer.json()) as { items: { path: string }[] };
  return items.filter(({ path }) => path.includes('relationshiprequests')).length;
}

describe('inviting somebody who is no customer yet', () => {
  it.each<MessageFate>(['once', 'twice', 'dropped'])(
    'leads to one mail, one link and one customer when each queue message arrives %s',
    async (fate) => {
      world.proxy.meet(fate);
      const before = await linksAsked();
      await walk({ name: `adatum${fate}`, companyName: `A. Datum ${fate}` });
      // Each message and the sweep beside it may ask, which changes nothing at Microsoft.
      expect((await linksAsked()) - before).toBeLessThanOrEqual(fate === 'twice' ? 4 : 2);
      world.proxy.meet('once');
    },
  );

  it('ends when the reader says to be the wrong person; the agents’ mail leads to it in the portal', async () => {
    const agent = await createApiClient(world.environment.urls);
    const email = 'robin@wrongperson.example';
    const invited = await agent.post('/relationship-invitations', { recipient: { email }, language: 'fr' });
    expect(invited.status).toBe(202);
    const text = await waitFor('the mail', async () => (await textsTo(email))[0]);
    const link = /https?:\/\/\S+\/api\/i\/[\w-]+(?=\/other)/.exec(text)?.[0] ?? expect.fail('no such link');
    const page = await readPage(`${link}/other`);
    expect(page).toContain('<html lang="fr"');
    expect(page).toContain('wrongperson.example');
    expect((await answerOn(`${link}/other`, 'decline')).status).toBe(200);
    const id = String(member(invited.body, 'id'));
    const { body } = await agent.get(`/relationship-invitations/${id}`);
    expect(member(body, 'state')).toBe('declined');
    const notice = await waitFor('the notice', async () =>
      (await textsTo('agents@fabrikam.example')).find((one) => one.includes(email)),
    );
    const shownAt = /^https?:\/\/\S+\/relationship-invitations\/\S+$/m.exec(notice)?.[0] ?? '';
    expect(shownAt).toBe(`${world.environment.urls.functions}/portal/relationship-invitations/${id}`);
  });

  it('warns, when it is made and when it is sent again, where an acceptance of the same company cannot be read', async () => {
    const agent = await createApiClient(world.environment.urls);
    const domain = 'bellowscollege.onmicrosoft.com';
    // Its relationship with the partner has ended.
    await waitFor('the check', async () => {
      const { body } = await agent.get(`/readiness?domain=${domain}`);
      return member(body, 'reason.code') === 'noRelationship' ? true : undefined;
    });
    const email = 'robin@bellowscollege.example';
    const invited = await agent.post('/relationship-invitations', { recipient: { email }, domain });
    expect([invited.status, member(invited.body, 'warnings.0.code')]).toEqual([202, 'noRelationship']);
    await waitFor('the mail', async () => (await textsTo(email))[0]);
    const again = await agent.post(`/invitations/${String(member(invited.body, 'id'))}/resend`, {});
    expect([again.status, member(again.body, 'warnings.0.code')]).toEqual([202, 'noRelationship']);
    const unrelated = await agent.post('/relationship-invitations', {
      ...{ recipient: { email }, domain: 'nobodyknows.onmicrosoft.com', delivery: 'link' },
    });
    expect(member(unrelated.body, 'warnings')).toEqual([]);
  });

  it('finds the customer in the list when there is no notification; waiting mails and their links outlive a new key', async () => {
    const { settings, urls } = world.environment;
    const agent = await createApiClient(urls);
    const control = (path: string, method: string, content: unknown) =>
      fetch(`${urls.mail}/_control${path}`, {
        ...{ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) },
      });
    const match = { method: 'POST', path: '/emails:send' };
    await control('/faults', 'POST', [{ match, times: 10_000, then: { status: 503 } }]);
    const email = 'robin@waiting.example';
    const invited = await agent.post('/relationship-invitations', { recipient: { email } });
    const id = String(member(invited.body, 'id'));
    await waitFor('the link', async () => {
      const { body } = await agent.get(`/relationship-invitations/${id}`);
      return member(body, 'isReady') === true ? true : undefined;
    });
    // Notifications are refused, since nobody is trusted to sign them.
    await world.environment.restartFunctions({
      DISCOVER_SCHEDULE: '*/2 * * * * *',
      PARTNER_CENTER_CERTIFICATE_HOSTS: 'nobody.example',
      SIGNING_KEY: `${randomBytes(32).toString('base64')},${settings['SIGNING_KEY'] ?? ''}@2999-12-31`,
    });
    await control('', 'DELETE', {});
    const text = await waitFor('the mail', async () => (await textsTo(email))[0]);
    const link = /https?:\/\/\S+\/api\/i\/[\w-]+(?=\/other)/.exec(text)?.[0] ?? expect.fail('no such link');
    expect(await readPage(`${link}/other`)).toContain('waiting.example');
    await walk({ name: 'adatumlist', companyName: 'A. Datum list' });
  });
});
