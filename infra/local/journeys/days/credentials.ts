import { createApiClient } from '../../apiClient.ts';
import { expectEqual, expectText, member } from '../expect.ts';
import type { Journey } from '../journey.ts';
import { customer } from '../newCustomer.ts';
import { pressButton } from '../pressButton.ts';
import { waitFor } from '../waitFor.ts';
import { letPass } from './letPass.ts';

/** The first credentials of a new customer can be seen for three days, and by nobody after them. */
export const credentials: Journey = async ({ urls, say }) => {
  const agent = await createApiClient(urls);
  say('The agent makes a customer, whose administrator gets a link to the credentials.');
  const order = {
    ...{ ...customer, companyName: 'Bellows Cocoa', domain: 'bellowscocoa' },
    acceptance: { path: 'invite', delivery: 'link' },
  };
  const key = { 'idempotency-key': 'days-bellowscocoa' };
  const made = await waitFor('the customer', async () => {
    const answer = await agent.post('/customers', order, key);
    return answer.status === 503 ? undefined : answer;
  });
  expectEqual('answer', made.status, 201);
  const link = expectText('the link', member(made.body, 'credentialsUrl'));
  const offers = async () => (await (await fetch(link)).text()).includes('<form method="post"');
  expectEqual('the page offers them', await offers(), true);

  say('Two days later they are still there.');
  await letPass(urls, 'P2D');
  expectEqual('the page offers them', await offers(), true);

  say('After the third day they are gone, unseen: neither a look nor a click shows them.');
  await letPass(urls, 'P1DT1H');
  expectEqual('the page offers them', await offers(), false);
  expectEqual('a click shows a password', /<code/.test((await pressButton(link)).shown), false);
};
