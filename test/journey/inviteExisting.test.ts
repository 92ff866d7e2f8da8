import { afterEach, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import type { Environment } from '../../infra/local/environment.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { inviteExisting } from '../../infra/local/journeys/inviteExisting.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findBreak } from '../../shared/domain/chain.ts';
import type { MessageFate } from '../fault/proxies/queueProxy.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';
import type { AgreementEvent, EventData } from '../../shared/domain/customers/agreementEvent.ts';

const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const address = 'tania.carr@tailspintoys.example';

let world: JourneyWorld | undefined;

async function start(fate: MessageFate): Promise<JourneyWorld> {
  return (world = await startJourneyWorld(fate));
}

afterEach(async () => {
  await world?.stop();
  world = undefined;
});

async function walk({ environment }: JourneyWorld): Promise<void> {
  const steps: string[] = [];
  await inviteExisting({ urls: environment.urls, say: (line) => void steps.push(line) });
  expect(steps.length).toBeGreaterThan(6);
}

async function mailsTo(environment: Environment, recipient: string): Promise<unknown[]> {
  const { items } = (await (await fetch(`${environment.urls.mail}/_control/messages`)).json()) as {
    items: unknown[];
  };
  return items.filter((mail) => member(mail, 'request.body.recipients.to.0.address') === recipient);
}

/** The history as anybody can read it from the API, in the form in which its hashes were made. */
async function historyOf(environment: Environment): Promise<AgreementEvent[]> {
  const agent = await createApiClient(environment.urls, 'Viewer');
  const items = member((await agent.get(`/customers/${tenant}/events`)).body, 'items') as (Omit<
    AgreementEvent,
    'what'
  > & {
    type: string;
    data: object;
  })[];
  return items.map(({ type, data, ...rest }) => ({ ...rest, what: { type, ...data } as EventData }));
}

const expectedHistory = [
  'customerDiscovered',
  'customerDescribed',
  'standingChecked',
  'invitationCreated',
  'invitationSent',
  'invitationDelivered',
  'invitationOpened',
  'checkRequested',
  'standingChecked',
  'noticeRequested',
  'noticeRequested',
  'noticeSent',
  'noticeSent',
];

describe('inviting an existing customer', () => {
  it.each<MessageFate>(['once', 'twice', 'dropped'])(
    'leads to one mail, a known acceptance and one mail of thanks when each queue message arrives %s',
    async (fate) => {
      const current = await start(fate);
      await walk(current);
      const { environment, proxy } = current;
      expect(proxy.sent()).toBeGreaterThanOrEqual(2);
      const history = await waitFor('all news', async () => {
        const events = await historyOf(environment);
        return events.length >= expectedHistory.length ? events : undefined;
      });
      expect(await mailsTo(environment, address)).toHaveLength(2);
      expect(history.map(({ what }) => what.type).sort()).toEqual([...expectedHistory].sort());
      expect(findBreak(history)).toBeNull();
    },
  );

  it('leaves no personal data, no token and no link in the logs', async () => {
    const current = await start('once');
    await walk(current);
    const agent = await createApiClient(current.environment.urls);
    // Failures log more than successes do.
    await agent.post(`/customers/${tenant}/invitations`, {
      recipient: { email: `${address}\r\nBcc: x@y.example` },
    });
    await fetch(`${current.environment.urls.functions}/api/i/AAAA?secret=token`);
    await fetch(`${current.environment.urls.functions}/api/v1/customers`, {
      headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
    });
    await waitFor('the log of the last request', async () =>
      current.printed.find((line) => /listCustomers.*401/.test(line)),
    );
    const log = current.printed.join('\n');
    expect(log).toContain('inviteCustomer');
    const secrets = [
      address,
      'tania',
      'Carr',
      'Tailspin',
      'eyJ',
      'secret=token',
      current.environment.settings['SIGNING_KEY'] ?? 'no key',
    ];
    expect(secrets.filter((secret) => log.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
    expect(log).not.toMatch(/\/api\/i\/[\w-]{20}/);
  });
});
