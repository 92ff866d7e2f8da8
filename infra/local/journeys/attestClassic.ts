import { createApiClient } from '../apiClient.ts';
import { expectAccepted, signatoryOf, statusOf } from './attestParts.ts';
import { timeIn } from './days/letPass.ts';
import { expectEqual, member } from './expect.ts';
import { sampleCustomer, type Journey } from './journey.ts';
import { putSimulatorSettings } from './simulatorSettings.ts';
import { waitFor } from './waitFor.ts';

/** The flow of 2020, which production no longer takes: the partner says who accepted, and when. */
export const attestClassic: Journey = async ({ urls, say, customer = sampleCustomer }) => {
  const { tenant } = customer;
  const signatory = signatoryOf(customer);
  const agent = await createApiClient(urls);
  await waitFor('the first look at Microsoft', async () =>
    (await statusOf(agent, tenant)) === 'required' ? true : undefined,
  );
  await putSimulatorSettings(urls.partnerCenter, { classicAttestation: true });

  say('A date in the future is refused before Microsoft is asked.');
  const now = (await timeIn(urls)).getTime();
  const tomorrow = new Date(now + 36 * 3_600_000).toISOString();
  const future = await agent.post(`/customers/${tenant}/attestations`, { signatory, acceptedAt: tomorrow });
  expectEqual('answer', [future.status, member(future.body, 'errors.0.pointer')], [422, '/acceptedAt']);

  say('The agent says who accepted at the customer, and on which day.');
  const acceptedAt = new Date(now - 3 * 86_400_000).toISOString().slice(0, 10);
  const begun = await agent.post(`/customers/${tenant}/attestations`, { signatory, acceptedAt });
  expectEqual('answer', begun.status, 202);

  say('The agreement is on record at Partner Center with that day.');
  await expectAccepted(agent, urls.partnerCenter, customer);
  const confirmation = (await agent.get(`/customers/${tenant}/confirmation`)).body;
  expectEqual('date', member(confirmation, 'acceptedAt'), `${acceptedAt}T00:00:00.000Z`);
};

/** The app settings that the journey needs. */
export const classicSettings = { ATTESTATION_MODE: 'classic' } as const;
