import { createApiClient } from '../apiClient.ts';
import { localPartner } from '../localSettings.ts';
import { expectEqual, expectText, member } from './expect.ts';
import type { Journey } from './journey.ts';
import { waitFor } from './waitFor.ts';

const lostDomain = 'prosewareat.onmicrosoft.com';
const newDomain = 'fourthcoffee-demo.onmicrosoft.com';

/** From a relationship that a customer accepts to what everybody knows, with Partner Center telling us at once. */
export const relationshipEvent: Journey = async ({ urls, say }) => {
  const agent = await createApiClient(urls);
  const find = async (domain: string): Promise<unknown> => {
    const { body } = await agent.get(`/customers?q=${domain}`);
    return (member(body, 'items') as unknown[])[0];
  };

  say('Partner Center knows where to send its notifications.');
  const { registration } = (await read(`${urls.partnerCenter}/_control/webhooks`)) as {
    registration: unknown;
  };
  expectEqual(
    'the registered place',
    member(registration, 'webhookUrl'),
    `${urls.functions}/api/v1/webhooks/partner-center`,
  );

  say('A customer has ended the relationship, so nobody can say whether it may order.');
  const lost = await find(lostDomain);
  expectEqual('status', member(lost, 'status'), 'unknown');
  const tenant = expectText('its id', member(lost, 'customerTenantId'));

  say('It takes the partner back in the admin center, and accepts the agreement with it.');
  await accept(urls.partnerCenter, { tenant });
  say('Partner Center tells us, and a check finds out the rest.');
  await waitFor('the acceptance', async () =>
    member(await find(lostDomain), 'status') === 'accepted' ? true : undefined,
  );

  say('A company nobody has heard of accepts the same invitation.');
  await accept(urls.partnerCenter, {
    tenant: 'new',
    companyName: 'Fourth Coffee Demo',
    domain: newDomain,
    country: 'US',
    email: 'alex@fourthcoffee.example',
  });
  const added = await waitFor('the new record', async () => {
    const record = await find(newDomain);
    return member(record, 'status') === 'accepted' ? record : undefined;
  });
  say(`  ${String(member(added, 'companyName'))} is a customer now, and may order.`);

  say('The same notification once more changes nothing.');
  const path = `/customers/${expectText('its id', member(added, 'customerTenantId'))}`;
  const { version } = (await agent.get(path)).body as { version: number };
  const repeated = await fetch(`${urls.partnerCenter}/_control/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ eventName: 'test-created', times: 2 }),
  });
  const { answers } = (await repeated.json()) as { answers: { status: number; body: string }[] };
  expectEqual(
    'answers',
    answers.map(({ status, body }) => [status, member(JSON.parse(body), 'status')]),
    [
      [200, 'received'],
      [200, 'duplicate'],
    ],
  );
  expectEqual('the record', ((await agent.get(path)).body as { version: number }).version, version);
};

/** What an administrator does on the invitation page; the page itself is tried elsewhere. */
async function accept(partnerCenter: string, who: Readonly<Record<string, string>>): Promise<void> {
  const invitation = {
    invType: 'ResellerRelationship',
    partnerId: localPartner.tenantId,
    msppId: '0',
    DAP: 'false',
  };
  const answer = await fetch(`${partnerCenter}/AdminPortal/invitation`, {
    method: 'POST',
    body: new URLSearchParams({
      ...invitation,
      ...who,
      role: 'globalAdministrator',
      authorize: 'yes',
      agree: 'yes',
    }),
    redirect: 'manual',
  });
  expectEqual('the customer accepts', answer.status, 303);
}

async function read(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}
