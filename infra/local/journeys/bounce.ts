import { createApiClient } from '../apiClient.ts';
import { expectEqual, member } from './expect.ts';
import { sampleCustomer, type Journey } from './journey.ts';
import { waitFor } from './waitFor.ts';

/** From an invitation to an address that does not exist to one that arrives. */
export const bounce: Journey = async ({ urls, say, customer: { tenant, domain } = sampleCustomer }) => {
  const customer = `/customers/${tenant}`;
  const [wrong, right] = [`bounce@${domain}`, `tania.carr@${domain}`];
  const agent = await createApiClient(urls);
  const invite = (email: string) =>
    agent.post(`${customer}/invitations`, { recipient: { firstName: 'Tania', email }, language: 'en' });
  const record = async (): Promise<unknown> => (await agent.get(customer)).body;

  say('The agent invites the customer, but the address is misspelt.');
  expectEqual('answer', (await invite(wrong)).status, 202);

  say('The mail service takes the mail, and reports a while later that it bounced.');
  const bounced = await waitFor('the bounce', async () => {
    const seen = await record();
    return member(seen, 'status') === 'undeliverable' ? seen : undefined;
  });
  expectEqual('reason', member(bounced, 'statusReason.code'), 'bounced');
  expectEqual('what to do', member(bounced, 'readiness.nextAction'), 'correctRecipient');
  expectEqual('next reminder', member(bounced, 'invitation.nextReminderAt'), null);
  say(`  ${String(member(bounced, 'statusReason.detail'))}`);

  say('The agent is told by mail, with the way to the customer.');
  const link = `${urls.functions}/portal${customer}`;
  await waitFor('the notice', async () =>
    (await mailsTo(urls.mail, 'agents@fabrikam.example')).some((text) => text.includes(link))
      ? true
      : undefined,
  );
  say(`  ${link}`);

  say('The agent corrects the address: a new invitation goes out, and this one arrives.');
  expectEqual('answer', (await invite(right)).status, 202);
  await waitFor('the delivery', async () =>
    member(await record(), 'invitation.deliveryReport') === 'delivered' ? true : undefined,
  );
  expectEqual('status', member(await record(), 'status'), 'invited');

  say('The history tells it all, and nothing waits any more.');
  const events = member((await agent.get(`${customer}/events`)).body, 'items') as { type: string }[];
  for (const { type } of events) say(`  ${type}`);
  await waitFor('a line of mails that is empty', async () =>
    member((await agent.get('/summary')).body, 'mail.waiting') === 0 ? true : undefined,
  );
};

/** The texts of all mails to an address. */
async function mailsTo(mailUrl: string, address: string): Promise<string[]> {
  const { items } = (await (await fetch(`${mailUrl}/_control/messages`)).json()) as { items: unknown[] };
  return items
    .filter((one) => member(one, 'request.body.recipients.to.0.address') === address)
    .map((one) => String(member(one, 'request.body.content.plainText')));
}
