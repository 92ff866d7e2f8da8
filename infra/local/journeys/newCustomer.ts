import { createApiClient, type ApiAnswer, type ApiClient } from '../apiClient.ts';
import { expectEqual, expectText, member } from './expect.ts';
import type { Journey } from './journey.ts';
import { pressButton } from './pressButton.ts';
import { waitFor } from './waitFor.ts';

const contact = { firstName: 'Kim', lastName: 'Abel', email: 'kim.abel@bellowscollege.example' };
/** A company without a tenant. */
export const customer = {
  companyName: 'Bellows Coffee',
  domain: 'bellowscoffee',
  contact,
  address: {
    addressLine1: '1 Sample Way',
    city: 'Redmond',
    state: 'WA',
    postalCode: '98052',
    country: 'US',
  },
};

/** A company without a tenant gets one, its administrator the credentials by a link that shows them once, and accepts. */
export const inviteNewCustomer: Journey = async ({ urls, say }) => {
  const agent = await createApiClient(urls);
  say('The agent makes the customer and has it invited by e-mail.');
  const made = await create(agent, { ...customer, acceptance: { path: 'invite' } });
  const tenant = expectText('the tenant', member(made.body, 'customerTenantId'));
  expectEqual('status', member(made.body, 'status'), 'invited');
  expectEqual('may order', member(made.body, 'readiness.canOrder'), false);
  const handOver = expectText('the hand-over link', member(made.body, 'credentialsUrl'));

  say('The mail has the way to the agreement and the link to the credentials, and no password.');
  const mail = await waitFor('the mail', () => textOfMailTo(urls.mail, contact.email));
  expectEqual('the link is in the mail', mail.includes(handOver), true);

  say('Looking at the link shows nothing yet; a click shows the credentials, once.');
  const offer = await (await fetch(handOver)).text();
  expectEqual('a button', /<form method="post"/.test(offer), true);
  const { shown, again } = await pressButton(handOver);
  const password = expectText('the password', /<code[^>]*>([^<@]+)<\/code>/.exec(shown)?.[1]);
  expectEqual('the mail has no password', mail.includes(password), false);
  expectEqual('a second click shows them again', (await again()).includes(password), true);
  const later = await pressButton(handOver);
  expectEqual('another view of the page', later.shown.includes(password), false);

  say('The customer signs in, reads the agreement and accepts.');
  await accept(urls.partnerCenter, tenant);
  expectEqual('answer', (await agent.post(`/customers/${tenant}/checks`)).status, 202);
  await waitFor('the acceptance', async () =>
    member((await agent.get(`/customers/${tenant}`)).body, 'status') === 'accepted' ? true : undefined,
  );

  say('A second customer with the domain is refused.');
  const taken = await answered(() =>
    agent.post('/customers', { ...customer, acceptance: { path: 'invite' } }),
  );
  expectEqual('answer', [taken.status, member(taken.body, 'code')], [409, 'DOMAIN_TAKEN']);
};

/** The same company, with the partner confirming the acceptance that the signatory gives on Microsoft's page. */
export const attestNewCustomer: Journey = async ({ urls, say }) => {
  const other = { ...customer, companyName: 'Bellows Tea', domain: 'bellowstea' };
  const agent = await createApiClient(urls);
  say('The agent makes the customer and begins an attestation with its contact as signatory.');
  const made = await create(agent, { ...other, acceptance: { path: 'attest', delivery: 'link' } });
  const tenant = expectText('the tenant', member(made.body, 'customerTenantId'));
  expectEqual('status', member(made.body, 'status'), 'attesting');
  expectText('the hand-over link', member(made.body, 'credentialsUrl'));

  say('Partner Center has the attestation; the signatory accepts on Microsoft’s page.');
  const attestation = await waitFor('the attestation', async () => {
    const record = (await agent.get(`/customers/${tenant}`)).body;
    if (member(record, 'attestation.state') !== 'waiting') return undefined;
    const answer = await fetch(`${urls.partnerCenter}/_control/attestations`);
    const items = member(await answer.json(), 'items') as unknown[];
    // Sample customers have attestations, too.
    return items.find((one) => JSON.stringify(one).includes(other.companyName));
  });
  const id = expectText('its id', member(attestation, 'id'));
  await fetch(`${urls.partnerCenter}/_control/attestations/${id}/accept`, { method: 'POST' });
  await waitFor('the agreement', async () => {
    // As an impatient agent does it: asked until it is known.
    await agent.post(`/customers/${tenant}/checks`);
    return member((await agent.get(`/customers/${tenant}`)).body, 'status') === 'accepted' ? true : undefined;
  });
  say('The agreement is on record, and the customer may order.');
};

/** With one key, so that asking again makes no second customer. */
async function create(
  agent: ApiClient,
  body: typeof customer & { readonly acceptance: object },
): Promise<ApiAnswer> {
  const key = { 'idempotency-key': `demo-${body.domain}` };
  const answer = await answered(() => agent.post('/customers', body, key));
  expectEqual('answer', answer.status, 201);
  return answer;
}

/** As a client does it: what cannot be answered just now is asked again. */
function answered(ask: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  return waitFor('an answer', async () => {
    const answer = await ask();
    return answer.status === 503 ? undefined : answer;
  });
}

async function accept(partnerCenter: string, tenant: string): Promise<void> {
  const answer = await fetch(`${partnerCenter}/_control/customers/${tenant}/accept`, { method: 'POST' });
  expectEqual('the customer accepts', answer.ok, true);
}

async function textOfMailTo(mailUrl: string, address: string): Promise<string | undefined> {
  const { items } = (await (await fetch(`${mailUrl}/_control/messages`)).json()) as { items: unknown[] };
  const mail = items.find((one) => member(one, 'request.body.recipients.to.0.address') === address);
  return mail === undefined ? undefined : expectText('text', member(mail, 'request.body.content.plainText'));
}
