import { afterEach, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import { attest } from '../../infra/local/journeys/attest.ts';
import { attestClassic, classicSettings } from '../../infra/local/journeys/attestClassic.ts';
import { signatory, tenant, typesOfHistory } from '../../infra/local/journeys/attestParts.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import type { MessageFate } from '../fault/queueProxy.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';

let world: JourneyWorld | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

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

async function begin(...given: Parameters<typeof startJourneyWorld>): Promise<JourneyWorld> {
  const started = await startJourneyWorld(...given);
  earlier = new Set((await allRequestsTo(started.environment.urls.partnerCenter)).map(nameOf));
  return started;
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

const quiet = (): void => undefined;
const confirming = ['POST', `/v1/customers/${tenant}/agreements`] as const;
const template = ['GET', '/v1/agreements'] as const;

describe('attesting for a customer', () => {
  it.each<MessageFate>(['once', 'twice', 'dropped'])(
    'leads to one mail and one agreement when each queue message arrives %s',
    async (fate) => {
      world = await begin(fate);
      const { urls } = world.environment;
      await attest({ urls, say: quiet });
      const { items } = (await (await fetch(`${urls.mail}/_control/messages`)).json()) as {
        items: unknown[];
      };
      const mails = items.filter(
        (mail) => member(mail, 'request.body.recipients.to.0.address') === signatory.email,
      );
      expect(mails).toHaveLength(1);
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
    world = await begin('once');
    const { urls } = world.environment;
    await loseReplies(urls.partnerCenter, [
      ['POST', '/v1/attestations/enhanced'],
      ['GET', '/v1/attestations/enhanced/*'],
      ['GET', `/v1/customers/${tenant}/directSigned*`],
      template,
      confirming,
    ]);
    await attest({ urls, say: quiet });
    const lost = (await requestsTo(urls.partnerCenter)).filter(
      ({ outcome }) => outcome === 'resetAfterEffect',
    );
    expect(lost).toHaveLength(5);
    const { items } = (await (await fetch(`${urls.partnerCenter}/_control/attestations`)).json()) as {
      items: unknown[];
    };
    // The second link belongs to the journey, the first of all to a sample customer.
    expect(items).toHaveLength(3);
  }, 400_000);

  it('in the classic mode leads to one agreement, in two calls, and also when their replies are lost', async () => {
    world = await begin('once', classicSettings);
    const { urls } = world.environment;
    await loseReplies(urls.partnerCenter, [template, confirming]);
    await attestClassic({ urls, say: quiet });
    const agent = await createApiClient(urls);
    const types = await typesOfHistory(agent);
    expect(types.filter((type) => type.startsWith('attestation'))).toEqual([
      'attestationRequested',
      'attestationCompleted',
    ]);
    const requests = (await requestsTo(urls.partnerCenter)).filter(
      ({ method, path }) => path === template[1] || (method === 'POST' && path === confirming[1]),
    );
    expect(requests).toHaveLength(4);
    const ids = requests
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => headers['ms-requestid']);
    expect(new Set(ids).size).toBe(1);
  }, 400_000);
});
