import { goOnFrom } from './openLink.ts';
import { createApiClient } from '../apiClient.ts';
import { localPartner } from '../localSettings.ts';
import { expectEqual, expectText, member } from './expect.ts';
import type { Journey, JourneyCompany, Stage } from './journey.ts';
import { putSimulatorSettings } from './simulatorSettings.ts';
import { waitFor } from './waitFor.ts';

const direct = { name: 'adatum', companyName: 'A. Datum Corporation' };
const ofReseller = { name: 'adventureworks', companyName: 'Adventure Works' };
/** A reseller below the simulated provider: Microsoft's sample. */
const resellerTenantId = '484e548c-f5f3-4528-93a9-c16c6373cb59';

type Form = {
  readonly company: JourneyCompany;
  readonly resellerTenantId?: string;
  readonly link: Readonly<Record<string, string>>;
};

/** From an invitation to an unknown company to the customer that has accepted relationship and agreement. */
export const relationship: Journey = async (stage) =>
  walk(stage, { company: direct, link: { invType: 'ResellerRelationship', msppId: '0' } });

/** The same for an indirect provider, who invites on behalf of one of its resellers. */
export const relationshipOfProvider: Journey = async (stage) => {
  await putSimulatorSettings(stage.urls.partnerCenter, { partnerType: 'indirectProvider' });
  await walk(stage, {
    company: ofReseller,
    resellerTenantId,
    link: {
      ...{ invType: 'IndirectResellerRelationship', msppId: '4847383' },
      ...{ partnerId: resellerTenantId, indirectCSPId: localPartner.tenantId },
    },
  });
};

/** The app settings that the provider's journey needs. */
export const providerSettings = { PARTNER_TYPE: 'indirectProvider' } as const;

async function walk(
  { urls, say, company: chosen }: Stage,
  { company: usual, resellerTenantId: reseller, link: parts }: Form,
): Promise<void> {
  const { name, companyName } = chosen ?? usual;
  const recipient = { firstName: 'Robin', lastName: 'Ek', email: `robin@${name}.example` };
  const company = { companyName, domain: `${name}-demo.onmicrosoft.com` };
  const agent = await createApiClient(urls);

  say(
    'The agent invites a company that is no customer yet to take the partner, and to accept the agreement.',
  );
  const request = {
    recipient,
    ...company,
    delivery: 'email',
    ...(reseller && { resellerTenantId: reseller }),
  };
  const key = { 'idempotency-key': `demo-relationship-${name}` };
  const invited = await agent.post('/relationship-invitations', request, key);
  expectEqual('answer', invited.status, 202);
  const id = expectText('its id', member(invited.body, 'id'));
  const repeated = await agent.post('/relationship-invitations', request, key);
  expectEqual('the same request once more', member(repeated.body, 'id'), id);

  say('Partner Center gives its link, and the mail with ours arrives.');
  const mail = await waitFor('the mail', () => mailTo(urls.mail, recipient.email));
  const link = expectText('the link in the mail', /https?:\/\/\S+\/api\/i\/[\w-]+/.exec(mail)?.[0]);
  const page = await goOnFrom(link);
  say(`  ${page}`);
  const { searchParams, hash } = new URL(page);
  for (const [name, value] of Object.entries({ ...parts, DAP: 'false' }))
    expectEqual(`${name} in the link`, searchParams.get(name), value);
  expectEqual('the place on the page', hash, '#/BillingAccounts/partner-invitation');

  say('The company signs in there and accepts both.');
  await accept(urls.partnerCenter, searchParams, { ...company, email: recipient.email });

  say('The partner’s notification, or else the customer list, brings a customer, who is the one invited.');
  const linked = await waitFor('the link to a customer', async () => {
    const { body } = await agent.get(`/relationship-invitations/${id}`);
    return member(body, 'state') === 'linked' ? body : undefined;
  });
  expectEqual('known by', member(linked, 'matchedBy'), 'domain');
  const path = `/customers/${expectText('its tenant', member(linked, 'customerTenantId'))}`;
  await waitFor('the acceptance', async () =>
    member((await agent.get(path)).body, 'status') === 'accepted' ? true : undefined,
  );

  say('It may order, and its history says where it came from.');
  expectEqual('may order', member((await agent.get(`${path}/readiness`)).body, 'canOrder'), true);
  const came = await waitFor('the line in its history', async () => {
    const items = member((await agent.get(`${path}/events`)).body, 'items') as {
      type: string;
      data: unknown;
    }[];
    const found = items.filter(({ type }) => type === 'relationshipAccepted');
    return found.length > 0 ? found : undefined;
  });
  expectEqual(
    'where it came from',
    came.map(({ data }) => member(data, 'invitationId')),
    [id],
  );
  const record = (await agent.get(path)).body;
  expectEqual('its reseller', member(record, 'resellerTenantId') ?? null, reseller ?? null);
}

/** What an administrator does on the page of the link; the page itself is tried elsewhere. */
async function accept(
  partnerCenter: string,
  invitation: URLSearchParams,
  company: Readonly<Record<'companyName' | 'domain' | 'email', string>>,
): Promise<void> {
  const answer = await fetch(`${partnerCenter}/AdminPortal/invitation`, {
    method: 'POST',
    body: new URLSearchParams({
      ...Object.fromEntries(invitation),
      ...{ ...company, tenant: 'new', country: 'US' },
      ...{ role: 'globalAdministrator', authorize: 'yes', agree: 'yes' },
    }),
    redirect: 'manual',
  });
  expectEqual('the company accepts', answer.status, 303);
}

async function mailTo(mailUrl: string, address: string): Promise<string | undefined> {
  const { items } = (await (await fetch(`${mailUrl}/_control/messages`)).json()) as { items: unknown[] };
  const mail = items.find((one) => member(one, 'request.body.recipients.to.0.address') === address);
  return mail === undefined ? undefined : expectText('text', member(mail, 'request.body.content.plainText'));
}
