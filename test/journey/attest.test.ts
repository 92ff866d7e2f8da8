import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import { attest } from '../../infra/local/journeys/attest.ts';
import { attestClassic, classicSettings } from '../../infra/local/journeys/attestClassic.ts';
import { signatoryOf, typesOfHistory } from '../../infra/local/journeys/attestParts.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import type { JourneyCustomer } from '../../infra/local/journeys/journey.ts';
import { ownCustomer } from '../../infra/local/journeys/ownCustomer.ts';
import { answerOn, readPage } from '../../infra/local/journeys/openLink.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import type { MessageFate } from '../fault/proxies/queueProxy.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';

let world: JourneyWorld;
beforeAll(async () => {
  world = await startJourneyWorld('once');
});
afterAll(() => world.stop());

type Logged = { method: string; path: string; outcome: unknown; headers: Record<string, string> };

/** Since the journey began: what the sample customers asked before is not its own. */
let earlier = new Set<string>();
const nameOf = ({ path, headers }: Logged): string => `${path} ${headers['ms-requestid'] ?? ''}`;

async function allRequestsTo(url: string): Promise<Logged[]> {
  return ((await (await fetch(`${url}/_control/requests`)).json()) as { items: Logged[] }).items;
}

async function requestsTo(url: string): Promise<Logged[]> {
  return (await allRequestsTo(url)).filter((one) => !earlier.has(nameOf(one)));
}

/** A customer of its own, for whom all queue messages meet that fate. */
async function begin(name: string, fate: MessageFate = 'once'): Promise<JourneyCustomer> {
  const { urls } = world.environment;
  const company = { companyName: `Tailspin ${name}`, domain: `${name}.onmicrosoft.com` };
  const customer = await ownCustomer(urls, company);
  world.proxy.meet(fate);
  earlier = new Set((await allRequestsTo(urls.partnerCenter)).map(nameOf));
  return customer;
}

/** Replies of these calls are lost once each, after the simulator did the work. */
async function loseReplies(
  partnerCenter: string,
  calls: readonly (readonly [string, string])[],
): Promise<void> {
  const faults = calls.map(([method, path]) => ({ match: { method, path }, then: 'resetAfterEffect' }));
  const answer = await fetch(`${partnerCenter}/_control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  expect(answer.ok).toBe(true);
}

async function textsTo(mailUrl: string, address: string): Promise<string[]> {
  const answer = await fetch(`${mailUrl}/_control/messages`);
  const { items } = (await answer.json()) as { items: unknown[] };
  return items
    .filter((mail) => member(mail, 'request.body.recipients.to.0.address') === address)
    .map((mail) => String(member(mail, 'request.body.content.plainText')));
}

/** Whom the local environment tells. */
const noticeEmail = 'agents@fabrikam.example';
const quiet = (): void => undefined;
const confirmingFor = ({ tenant }: JourneyCustomer) =>
  ['POST', `/v1/customers/${tenant}/agreements`] as const;
const template = ['GET', '/v1/agreements'] as const;

describe('attesting for a customer', () => {
  it.each<MessageFate>(['once', 'twice', 'dropped'])(
    'leads to one mail and one agreement when each queue message arrives %s',
    async (fate) => {
      const customer = await begin(`attest${fate}`, fate);
      const { urls } = world.environment;
      await attest({ urls, customer, say: quiet });
      const mails = await textsTo(urls.mail, signatoryOf(customer).email);
      expect(mails.filter((text) => text.includes('/api/i/'))).toHaveLength(1);
      const posts = (await requestsTo(urls.partnerCenter)).filter(
        ({ method, path }) => method === 'POST' && path.startsWith('/v1/'),
      );
      const ids = posts.map(nameOf);
      // Two links and one agreement; a repeat of a call would bear the same id.
      expect(new Set(ids).size).toBe(3);
    },
    240_000,
  );

  it('leads to one agreement when the reply of every call to Partner Center is lost once', async () => {
    const customer = await begin('attestlost');
    const { urls } = world.environment;
    // So that they have to ask for the template again.
    await world.environment.restartFunctions({});
    await loseReplies(urls.partnerCenter, [
      ['POST', '/v1/attestations/enhanced'],
      ['GET', '/v1/attestations/enhanced/*'],
      ['GET', `/v1/customers/${customer.tenant}/directSigned*`],
      template,
      confirmingFor(customer),
    ]);
    await attest({ urls, customer, say: quiet });
    const lost = (await requestsTo(urls.partnerCenter)).filter(
      ({ outcome }) => outcome === 'resetAfterEffect',
    );
    expect(lost).toHaveLength(5);
    const { items } = (await (await fetch(`${urls.partnerCenter}/_control/attestations`)).json()) as {
      items: unknown[];
    };
    // The second link belongs to the journey.
    expect(items.filter((one) => JSON.stringify(one).includes('Tailspin attestlost'))).toHaveLength(2);
  }, 400_000);

  it('ends when the reader says to be the wrong person, which nobody else can be asked to say', async () => {
    const customer = await begin('wrongperson');
    const signatory = signatoryOf(customer);
    const { urls } = world.environment;
    const agent = await createApiClient(urls);
    const path = `/customers/${customer.tenant}`;
    expect((await agent.post(`${path}/attestations`, { signatory })).status).toBe(202);
    const text = await waitFor('the mail', async () => (await textsTo(urls.mail, signatory.email))[0]);
    const link = /https?:\/\/\S+\/api\/i\/[\w-]+(?=\/other)/.exec(text)?.[0] ?? expect.fail('no such link');

    const page = await readPage(`${link}/other`);
    expect(page).toContain('action="decline"');
    // Whoever has this link can accept in the signatory's name.
    expect(page).not.toContain('mailto:?');
    expect(member((await agent.get(path)).body, 'status')).toBe('attesting');

    // A bare POST, as scanners of mails send it, says nothing.
    expect((await fetch(`${link}/decline`, { method: 'POST' })).status).toBe(200);
    expect(member((await agent.get(path)).body, 'status')).toBe('attesting');
    for (let time = 0; time < 2; time += 1)
      expect((await answerOn(`${link}/other`, 'decline')).status).toBe(200);
    expect((await agent.get(path)).body).toMatchObject({
      status: 'failed',
      statusReason: { code: 'wrongSignatory' },
      attestation: { nextReminderAt: null, remindersSent: 0 },
      readiness: { nextAction: 'attest' },
    });
    expect(await readPage(`${link}/other`)).not.toContain('decline"');
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(410);
    await waitFor('the notice', async () =>
      (await textsTo(urls.mail, noticeEmail)).find((notice) => notice.includes(signatory.email)),
    );
  }, 240_000);

  it('in the classic mode leads to one agreement, also when the replies of its two calls are lost', async () => {
    const customer = await begin('classiclost');
    const { urls } = world.environment;
    await world.environment.restartFunctions(classicSettings);
    const confirming = confirmingFor(customer);
    await loseReplies(urls.partnerCenter, [template, confirming]);
    await attestClassic({ urls, customer, say: quiet });
    const agent = await createApiClient(urls);
    const types = await typesOfHistory(agent, customer.tenant);
    expect(types.filter((type) => type.startsWith('attestation'))).toEqual([
      'attestationRequested',
      'attestationCompleted',
    ]);
    const requests = await requestsTo(urls.partnerCenter);
    const outcomes = ([method, path]: readonly [string, string]): unknown[] =>
      requests.filter((one) => one.method === method && one.path === path).map(({ outcome }) => outcome);
    // Once lost and once answered at least: on a slow machine a second worker may have been woken meanwhile.
    for (const call of [template, confirming]) {
      expect(outcomes(call).filter((one) => one === 'resetAfterEffect')).toHaveLength(1);
      expect(outcomes(call).length).toBeGreaterThan(1);
    }
    // However often it is sent, it is one order.
    const posts = requests.filter(({ method, path }) => method === 'POST' && path === confirming[1]);
    expect(new Set(posts.map(({ headers }) => headers['ms-requestid'])).size).toBe(1);
  }, 400_000);
});
