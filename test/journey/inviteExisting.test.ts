import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/local/apiClient.ts';
import { member } from '../../infra/local/journeys/expect.ts';
import { inviteExisting } from '../../infra/local/journeys/inviteExisting.ts';
import type { JourneyCustomer } from '../../infra/local/journeys/journey.ts';
import { ownCustomer } from '../../infra/local/journeys/ownCustomer.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findBreak } from '../../shared/domain/chain.ts';
import type { MessageFate } from '../fault/proxies/queueProxy.ts';
import { startJourneyWorld, type JourneyWorld } from './startJourneyWorld.ts';
import type { AgreementEvent, EventData } from '../../shared/domain/customers/agreementEvent.ts';

let world: JourneyWorld;
beforeAll(async () => {
  world = await startJourneyWorld('once');
});
afterAll(() => world.stop());

/** Walks with a customer of its own, for whom all queue messages meet that fate. */
async function walk(name: string, fate: MessageFate): Promise<JourneyCustomer> {
  const { urls } = world.environment;
  const company = { companyName: `Tailspin ${name}`, domain: `${name}.onmicrosoft.com` };
  const customer = await ownCustomer(urls, company);
  world.proxy.meet(fate);
  const steps: string[] = [];
  await inviteExisting({ urls, customer, say: (line) => void steps.push(line) });
  expect(steps.length).toBeGreaterThan(6);
  return customer;
}

const addressOf = ({ domain }: JourneyCustomer): string => `tania.carr@${domain}`;

async function mailsTo(recipient: string): Promise<unknown[]> {
  const { items } = (await (await fetch(`${world.environment.urls.mail}/_control/messages`)).json()) as {
    items: unknown[];
  };
  return items.filter((mail) => member(mail, 'request.body.recipients.to.0.address') === recipient);
}

/** The history as anybody can read it from the API, in the form in which its hashes were made. */
async function historyOf({ tenant }: JourneyCustomer): Promise<AgreementEvent[]> {
  const agent = await createApiClient(world.environment.urls, 'Viewer');
  const items = member((await agent.get(`/customers/${tenant}/events`)).body, 'items') as (Omit<
    AgreementEvent,
    'what'
  > & {
    type: string;
    data: object;
  })[];
  return items.map(({ type, data, ...rest }) => ({ ...rest, what: { type, ...data } as EventData }));
}

/** From the invitation on; looks at Microsoft aside, since one of before may end only now. */
const expectedHistory = [
  ...['invitationCreated', 'invitationSent', 'invitationDelivered', 'invitationOpened'],
  ...['noticeRequested', 'noticeRequested', 'noticeSent', 'noticeSent'],
];

const typesOf = (events: readonly AgreementEvent[]): string[] => events.map(({ what }) => what.type);

describe('inviting an existing customer', () => {
  it.each<MessageFate>(['once', 'twice', 'dropped'])(
    'leads to one mail, a known acceptance and one mail of thanks when each queue message arrives %s',
    async (fate) => {
      const before = world.proxy.sent();
      const customer = await walk(`tailspin${fate}`, fate);
      expect(world.proxy.sent() - before).toBeGreaterThanOrEqual(2);
      const history = await waitFor('all news', async () => {
        const events = await historyOf(customer);
        return typesOf(events).filter((type) => type === 'noticeSent').length === 2 &&
          typesOf(events).includes('invitationDelivered')
          ? events
          : undefined;
      });
      const mails = await mailsTo(addressOf(customer));
      expect(mails).toHaveLength(2);
      // The request leads to the page "not the right person"; the thanks ask for nothing and have no such way.
      const ways = mails.map((mail) => member(mail, 'request.body.headers.List-Unsubscribe'));
      expect(ways.filter((way) => way !== undefined)).toEqual([
        expect.stringMatching(/^<https?:\/\/\S+\/api\/i\/[\w-]+\/other>$/),
      ]);
      const types = typesOf(history);
      const invitedAt = types.indexOf('invitationCreated');
      expect(types.slice(0, invitedAt)).toEqual(
        expect.arrayContaining(['customerDiscovered', 'customerDescribed', 'standingChecked']),
      );
      const since = types.slice(invitedAt);
      expect(since).toContain('standingChecked');
      expect(since.filter((type) => type !== 'standingChecked').sort()).toEqual([...expectedHistory].sort());
      expect(findBreak(history)).toBeNull();
    },
  );

  it('leaves no personal data, no token and no link in the logs', async () => {
    const customer = await walk('tailspinlogs', 'once');
    const { environment, printed } = world;
    const { tenant } = customer;
    const agent = await createApiClient(environment.urls);
    // Failures log more than successes do.
    await agent.post(`/customers/${tenant}/invitations`, {
      recipient: { email: `${addressOf(customer)}\r\nBcc: x@y.example` },
    });
    await fetch(`${environment.urls.functions}/api/i/AAAA?secret=token`);
    await fetch(`${environment.urls.functions}/api/v1/customers`, {
      headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
    });
    await waitFor('the log of the last request', async () =>
      printed.find((line) => /listCustomers.*401/.test(line)),
    );
    const log = printed.join('\n');
    expect(log).toContain('inviteCustomer');
    const secrets = [
      addressOf(customer),
      'tania',
      'Carr',
      'Tailspin',
      'eyJ',
      'secret=token',
      environment.settings['SIGNING_KEY'] ?? 'no key',
    ];
    expect(secrets.filter((secret) => log.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
    expect(log).not.toMatch(/\/api\/i\/[\w-]{20}/);
  });
});
