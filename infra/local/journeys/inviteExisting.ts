import { createApiClient, type ApiClient } from '../apiClient.ts';
import { answerOn, goOnFrom } from './openLink.ts';
import { expectEqual, expectText, member } from './expect.ts';
import { sampleCustomer, type Journey } from './journey.ts';
import { waitFor } from './waitFor.ts';

/** From the invitation of an existing customer to the acceptance that every part of the system knows. */
export const inviteExisting: Journey = async ({
  urls,
  say,
  customer: { tenant, domain } = sampleCustomer,
}) => {
  const agent = await createApiClient(urls);
  const recipient = { firstName: 'Tania', lastName: 'Carr', email: `tania.carr@${domain}` };
  const invitation = { kind: 'existingCustomer', recipient, language: 'fr', delivery: 'email' };

  say('The agent looks at the customer: no agreement, so nothing can be ordered.');
  // A look that is under way may have met a bad moment: then nobody knows until the next one.
  await waitFor('an answer of Microsoft', async () =>
    (await statusOf(agent, tenant)) === 'required' ? true : undefined,
  );
  await waitFor('what readiness says of it', async () =>
    (await mayOrder(agent, tenant)) === false ? true : undefined,
  );

  say('The agent invites the customer, in French, by e-mail.');
  const invited = await agent.post(`/customers/${tenant}/invitations`, invitation, {
    'idempotency-key': `demo-invite-${tenant}`,
  });
  expectEqual('answer', invited.status, 202);
  expectEqual('status', member(invited.body, 'status'), 'invited');

  say('The mail arrives.');
  const mail = await waitFor('the mail', () => newestMailTo(urls.mail, recipient.email));
  const link = expectText('the link in the mail', /https?:\/\/\S+\/api\/i\/[\w-]+/.exec(mail.text)?.[0]);
  say(`  "${mail.subject}" with the link ${link}`);

  say(
    'The customer reads the page behind the link, goes on to the Microsoft 365 admin center and accepts there.',
  );
  const adminCenter = expectText('the way on', await goOnFrom(link));
  expectEqual(
    'where it leads',
    adminCenter,
    `${urls.partnerCenter}/AdminPortal/Home?ref=/BillingAccounts/agreement`,
  );
  expectEqual('the page answers', (await fetch(adminCenter)).status, 200);
  await accept(urls.partnerCenter, tenant);

  say('Back on our page the customer says so, and Microsoft is asked at once.');
  const told = await (await answerOn(link, 'accepted')).text();
  expectEqual('what the page says', /<p class="notice"[^>]*>([^<]*)|<h1>([^<]*)/.exec(told)?.slice(1), [
    undefined,
    'Le Contrat client Microsoft est accepté',
  ]);
  expectEqual('status', await statusOf(agent, tenant), 'accepted');

  say('Everybody knows: the shop may sell, the acceptance is confirmed, the history is complete.');
  expectEqual('may order', await mayOrder(agent, tenant), true);
  const confirmation = (await agent.get(`/customers/${tenant}/confirmation`)).body;
  expectEqual('provided', member(confirmation, 'provided'), true);
  expectEqual('path', member(confirmation, 'path'), 'customerDirect');
  const events = member((await agent.get(`/customers/${tenant}/events`)).body, 'items') as { type: string }[];
  for (const { type } of events) say(`  ${type}`);
  const standing = events.findLastIndex(({ type }) => type === 'standingChecked');
  expectEqual('who is told of the acceptance', events[standing + 1]?.type, 'noticeRequested');

  say('The customer is thanked, and the agent is told.');
  await waitFor('the thanks', async () => {
    const thanks = await newestMailTo(urls.mail, recipient.email);
    return thanks && !thanks.text.includes(link) ? true : undefined;
  });

  say('A second invitation is refused, since there is nothing left to accept.');
  const again = await agent.post(`/customers/${tenant}/invitations`, invitation);
  expectEqual('answer', [again.status, member(again.body, 'code')], [409, 'ALREADY_ACCEPTED']);
};

async function statusOf(agent: ApiClient, tenant: string): Promise<unknown> {
  return member((await agent.get(`/customers/${tenant}`)).body, 'status');
}

async function mayOrder(agent: ApiClient, tenant: string): Promise<unknown> {
  return member((await agent.get(`/customers/${tenant}/readiness`)).body, 'canOrder');
}

/** What a person does on the page; its form is tried in the browser tests. */
async function accept(partnerCenter: string, tenant: string): Promise<void> {
  const answer = await fetch(`${partnerCenter}/_control/customers/${tenant}/accept`, { method: 'POST' });
  expectEqual('the customer accepts', answer.ok, true);
}

async function newestMailTo(
  mailUrl: string,
  address: string,
): Promise<{ subject: string; text: string } | undefined> {
  const { items } = (await (await fetch(`${mailUrl}/_control/messages`)).json()) as { items: unknown[] };
  const mail = items.find((one) => member(one, 'request.body.recipients.to.0.address') === address);
  return mail === undefined
    ? undefined
    : {
        subject: expectText('subject', member(mail, 'request.body.content.subject')),
        text: expectText('text', member(mail, 'request.body.content.plainText')),
      };
}
