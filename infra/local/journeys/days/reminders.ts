import { createApiClient } from '../../apiClient.ts';
import { expectEqual, member } from '../expect.ts';
import { sampleCustomer, type Journey } from '../journey.ts';
import { letPass } from './letPass.ts';
import { mailsTo } from './mailsTo.ts';

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
  const [{ at: first } = { at: NaN }] = await mailsTo(urls.mail, email);

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
  return (await mailsTo(mailUrl, email)).map(({ at }) => Math.round((at - first) / dayMs));
}
