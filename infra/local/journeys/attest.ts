import { goOnFrom } from './openLink.ts';
import { createApiClient } from '../apiClient.ts';
import { expectAccepted, signatoryOf, statusOf, typesOfHistory } from './attestParts.ts';
import { expectEqual, expectText, member } from './expect.ts';
import { sampleCustomer, type Journey } from './journey.ts';
import { waitFor } from './waitFor.ts';

/** From the attestation of a customer the admin center sends back, over Microsoft's page, to the agreement on record. */
export const attest: Journey = async ({ urls, say, customer = sampleCustomer }) => {
  const { tenant } = customer;
  const signatory = signatoryOf(customer);
  const agent = await createApiClient(urls);
  await waitFor('the first look at Microsoft', async () =>
    (await statusOf(agent, tenant)) === 'required' ? true : undefined,
  );

  say('The customer tells the agent that the admin center says: ask your partner.');
  const refused = await agent.post(`/customers/${tenant}/direct-refusals`);
  expectEqual('answer', refused.status, 200);
  expectEqual('next step', member(refused.body, 'readiness.nextAction'), 'attest');

  say('The agent attests: Microsoft’s page goes to the signatory by e-mail.');
  const asked = { signatory, delivery: 'email' };
  const key = { 'idempotency-key': `demo-attest-${tenant}` };
  const begun = await agent.post(`/customers/${tenant}/attestations`, asked, key);
  expectEqual('answer', begun.status, 202);
  expectEqual('status', member(begun.body, 'status'), 'attesting');
  const again = await agent.post(`/customers/${tenant}/attestations`, asked, key);
  expectEqual('a repeat', again.headers.get('idempotent-replayed'), 'true');

  say('The mail arrives.');
  const link = await waitFor('the mail', () => linkMailedTo(urls.mail, signatory.email));
  say(`  with the link ${link}`);

  say('Microsoft’s link runs out before the signatory has read the mail. Nobody wants another one yet.');
  await control(urls.partnerCenter, `/attestations/${await pageId(link)}/expire`);
  await agent.post(`/customers/${tenant}/checks`);
  await waitFor('the end of the first link', async () =>
    (await typesOfHistory(agent, tenant)).includes('attestationLinkEnded') ? true : undefined,
  );
  const links = async () => member((await agent.get(`/customers/${tenant}`)).body, 'attestation.links');
  expectEqual('links', await links(), 1);

  say(
    'The signatory follows the link from the mail: another one takes its place, and is accepted on Microsoft’s page.',
  );
  const page = await goOnFrom(link);
  expectEqual('links', await links(), 2);
  expectEqual('where it leads', page.startsWith(`${urls.partnerCenter}/mca/?attestationid=`), true);
  expectEqual('the page accepts', (await fetch(page, { method: 'POST' })).status, 200);

  say('The agent asks for a check instead of waiting for the next question to Microsoft.');
  expectEqual('answer', (await agent.post(`/customers/${tenant}/checks`)).status, 202);
  await expectAccepted(agent, urls.partnerCenter, customer);

  say('The history tells every step.');
  const types = await typesOfHistory(agent, tenant);
  for (const type of types) say(`  ${type}`);
  // Where the reply to the agreement is lost, a look at Microsoft may know of it first.
  const { body: record } = await agent.get(`/customers/${tenant}`);
  expectEqual('the attestation', member(record, 'attestation.state'), 'completed');
  const twice = await agent.post(`/customers/${tenant}/attestations`, asked);
  expectEqual('another', [twice.status, member(twice.body, 'code')], [409, 'ALREADY_ACCEPTED']);
};

/** Where a link in a mail leads now. HEAD, as a link checker would, so it does not count as opened. */
async function pageId(link: string): Promise<string> {
  const { headers } = await fetch(link, { method: 'HEAD', redirect: 'manual' });
  const page = expectText('the redirect', headers.get('location'));
  return expectText('its attestation', new URL(page).searchParams.get('attestationid'));
}

async function control(partnerCenter: string, path: string): Promise<void> {
  const answer = await fetch(`${partnerCenter}/_control${path}`, { method: 'POST' });
  expectEqual(path, answer.ok, true);
}

async function linkMailedTo(mailUrl: string, address: string): Promise<string | undefined> {
  const { items } = (await (await fetch(`${mailUrl}/_control/messages`)).json()) as { items: unknown[] };
  const mail = items.find((one) => member(one, 'request.body.recipients.to.0.address') === address);
  const text = member(mail, 'request.body.content.plainText');
  return typeof text === 'string' ? /https?:\/\/\S+\/api\/i\/[\w-]+/.exec(text)?.[0] : undefined;
}
