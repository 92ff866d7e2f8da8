import { afterEach, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { relationship } from '../../infra/local/journeys/relationship.ts';
import type { MessageFate } from '../fault/queueProxy.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';

let world: JourneyWorld | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const url = `${world?.environment.urls.partnerCenter ?? ''}/_control${path}`;
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers }),
  });
  expect(answer.ok).toBe(true);
  return answer.json();
}

async function walk(): Promise<void> {
  const { urls } = world?.environment ?? expect.fail('no environment');
  const steps: string[] = [];
  await relationship({ urls, say: (line) => void steps.push(line) });
  expect(steps.length).toBeGreaterThan(5);
  const agent = await createApiClient(urls, 'Viewer');
  const { body } = await agent.get('/relationship-invitations');
  expect(member(body, 'items')).toHaveLength(1);
  const { items } = (await (await fetch(`${urls.mail}/_control/messages`)).json()) as { items: unknown[] };
  const invitations = items.filter(
    (mail) =>
      member(mail, 'request.body.recipients.to.0.address') === 'robin@adatum.example' &&
      String(member(mail, 'request.body.content.plainText')).includes('/api/i/'),
  );
  expect(invitations).toHaveLength(1);
}

async function asked(): Promise<{ path: string; outcome: string }[]> {
  return ((await control('GET', '/requests')) as { items: { path: string; outcome: string }[] }).items;
}

describe('inviting somebody who is no customer yet', () => {
  it.each<MessageFate>(['once', 'twice', 'dropped'])(
    'leads to one mail, one link and one customer when each queue message arrives %s',
    async (fate) => {
      world = await startJourneyWorld(fate);
      await walk();
      const links = (await asked()).filter(({ path }) => path.includes('relationshiprequests'));
      // Each message and the sweep beside it may ask, which changes nothing at Microsoft.
      expect(links.length).toBeLessThanOrEqual(fate === 'twice' ? 4 : 2);
    },
    150_000,
  );

  it('does so, too, when the reply of every kind of call to Partner Center is lost once', async () => {
    world = await startJourneyWorld('once');
    const faults = [
      '/v1/customers/relationshiprequests',
      '/v1/customers/*',
      '/v1/customers/*/agreements*',
    ].map((path) => ({ match: { method: 'GET', path }, times: 1, then: 'resetAfterEffect' }));
    await control('POST', '/faults', faults);
    await walk();
    expect((await asked()).filter(({ outcome }) => outcome === 'resetAfterEffect').length).toBeGreaterThan(1);
  }, 200_000);

  it('finds the customer in the list when there is no notification', async () => {
    // Notifications are refused, since nobody is trusted to sign them.
    world = await startJourneyWorld('once', {
      DISCOVER_SCHEDULE: '*/2 * * * * *',
      PARTNER_CENTER_CERTIFICATE_HOSTS: 'nobody.example',
    });
    await walk();
  }, 150_000);
});
