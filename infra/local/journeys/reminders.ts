import { createApiClient } from '../apiClient.ts';
import { letPass } from './days.ts';
import { expectEqual, member } from './expect.ts';
import { sampleCustomer, type Journey } from './journey.ts';

const dayMs = 86_400_000;

/** Nobody answers an invitation for a month: reminders go out, and it expires. */
export const reminders: Journey = async ({ urls, say, customer = sampleCustomer }) => {
  const { tenant, domain } = customer;
  const email = `late.reader@${domain}`;
  const agent = await createApiClient(urls);
  const invitation = { recipient: { email }, delivery: 'email' };
  say('The customer is invited, and does not answer.');
  expectEqual('answer', (await agent.post(`/customers/${tenant}/invitations`, invitation)).status, 202);
  await letPass(urls, 'PT1M');
  const [first = NaN] = await datesOfMailsTo(urls.mail, email);

  say('Three days pass: a reminder goes out, dated as it should be.');
  await letPass(urls, 'P3D');
  expectEqual('mails, days after the first', await daysAfter(urls.mail, { email, first }), [0, 3]);

  say(
    'A month has passed: a reminder went out every three days, five in all, and the invitation has expired.',
  );
  await letPass(urls, 'P28D');
  expectEqual(
    'mails, days after the first',
    await daysAfter(urls.mail, { email, first }),
    [0, 3, 6, 9, 12, 15],
  );
  const record = (await (await createApiClient(urls)).get(`/customers/${tenant}`)).body;
  expectEqual('status', member(record, 'status'), 'expired');
};

async function daysAfter(
  mailUrl: string,
  { email, first }: { email: string; first: number },
): Promise<number[]> {
  return (await datesOfMailsTo(mailUrl, email)).map((at) => Math.round((at - first) / dayMs));
}

/** Oldest first. */
async function datesOfMailsTo(mailUrl: string, address: string): Promise<number[]> {
  const { items } = (await (await fetch(`${mailUrl}/_control/messages`)).json()) as { items: unknown[] };
  return items
    .filter((mail) => member(mail, 'request.body.recipients.to.0.address') === address)
    .map((mail) => Date.parse(String(member(mail, 'receivedAt'))))
    .sort((a, b) => a - b);
}
