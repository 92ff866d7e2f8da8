import { createApiClient } from '../apiClient.ts';
import { expectEqual, expectText, member } from './expect.ts';
import type { JourneyCustomer, Stage } from './journey.ts';
import { waitFor } from './waitFor.ts';

/**
 * A new customer of the partner, without any agreement, that the app knows and has looked at. So journeys can
 * follow each other in one environment.
 */
export async function ownCustomer(
  { partnerCenter, functions, entra }: Stage['urls'],
  company: { readonly companyName: string; readonly domain: string },
): Promise<JourneyCustomer> {
  const made = await post(`${partnerCenter}/_control/customers`, company);
  const tenant = expectText('the customer', member(made, 'ids.0'));
  await post(`${functions}/admin/functions/discoverCustomers`, { input: '' });
  const agent = await createApiClient({ functions, entra });
  const path = `/customers/${tenant}`;
  await waitFor('the customer in the list', async () =>
    (await agent.get(path)).status === 200 ? true : undefined,
  );
  // As an impatient agent does it, instead of waiting for the next reconciliation.
  expectEqual('the check', (await agent.post(`${path}/checks`)).status, 202);
  await waitFor('the first look at Microsoft', async () =>
    member((await agent.get(path)).body, 'status') === 'required' ? true : undefined,
  );
  return { tenant, domain: company.domain };
}

async function post(url: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expectEqual(url, answer.ok, true);
  const text = await answer.text();
  return text ? (JSON.parse(text) as unknown) : undefined;
}
