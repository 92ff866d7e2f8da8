import { createApiClient } from '../../apiClient.ts';
import { statusOf } from '../attestParts.ts';
import { expectEqual, member } from '../expect.ts';
import { sampleCustomer, type Journey } from '../journey.ts';
import { waitFor } from '../waitFor.ts';
import { letPass } from './letPass.ts';

const dayMs = 86_400_000;

/** App settings for the journey: a cut-off five days from now, which concerns direct acceptances, too. */
export function reacceptanceSettings(now: Date): Record<string, string> {
  const cutoff = new Date(now.getTime() + 5 * dayMs).toISOString().slice(0, 10);
  return { REACCEPTANCE_CUTOFF: cutoff, REACCEPTANCE_COVERS_DIRECT: 'true' };
}

/** A customer has accepted, until the day from which acceptances have to be renewed. */
export const reacceptance: Journey = async ({ urls, say, customer: { tenant } = sampleCustomer }) => {
  const agent = await createApiClient(urls);
  say('The customer accepts in the admin center, and may order.');
  await fetch(`${urls.partnerCenter}/_control/customers/${tenant}/accept`, { method: 'POST' });
  expectEqual('the check', (await agent.post(`/customers/${tenant}/checks`)).status, 202);
  await waitFor('the acceptance', async () =>
    (await statusOf(agent, tenant)) === 'accepted' ? true : undefined,
  );

  say('Three days later that is still so.');
  await letPass(urls, 'P3D');
  expectEqual('status', await statusOf(await createApiClient(urls), tenant), 'accepted');

  say('The cut-off passes: the acceptance has to be renewed, and the agent is told how.');
  await letPass(urls, 'P3D');
  const later = await createApiClient(urls);
  const record = (await later.get(`/customers/${tenant}`)).body;
  expectEqual('status', member(record, 'status'), 'reacceptanceRequired');
  expectEqual('next action', member(record, 'readiness.nextAction'), 'attest');
  const { body } = await later.get(`/customers/${tenant}/confirmation`);
  expectEqual('provided', member(body, 'provided'), false);
};
