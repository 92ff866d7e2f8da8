import type { ApiClient } from '../apiClient.ts';
import { expectEqual, member } from './expect.ts';
import { waitFor } from './waitFor.ts';

/** Microsoft's sample customer, who has nothing on record in a new environment. */
export const tenant = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
export const signatory = { firstName: 'Tania', lastName: 'Carr', email: 'tania.carr@tailspintoys.example' };

export async function statusOf(agent: ApiClient): Promise<unknown> {
  return member((await agent.get(`/customers/${tenant}`)).body, 'status');
}

/** Waits until the attestation is in a state. */
export async function waitForState(agent: ApiClient, state: string): Promise<unknown> {
  return waitFor(`an attestation that is ${state}`, async () => {
    const { body } = await agent.get(`/customers/${tenant}`);
    return member(body, 'attestation.state') === state ? member(body, 'attestation') : undefined;
  });
}

/** The partner knows, the shop may sell, and Microsoft has one agreement. */
export async function expectAccepted(agent: ApiClient, partnerCenter: string): Promise<void> {
  await waitFor('the acceptance', async () => ((await statusOf(agent)) === 'accepted' ? true : undefined));
  const readiness = (await agent.get(`/customers/${tenant}/readiness`)).body;
  expectEqual('may order', member(readiness, 'canOrder'), true);
  const confirmation = (await agent.get(`/customers/${tenant}/confirmation`)).body;
  expectEqual('path', member(confirmation, 'path'), 'partnerAttestation');
  expectEqual('signatory', member(confirmation, 'signatory.email'), signatory.email);
  const atMicrosoft: unknown = await (await fetch(`${partnerCenter}/_control/customers/${tenant}`)).json();
  expectEqual('agreements at Microsoft', (member(atMicrosoft, 'agreements') as unknown[]).length, 1);
}

export async function typesOfHistory(agent: ApiClient): Promise<string[]> {
  const { body } = await agent.get(`/customers/${tenant}/events`);
  return (member(body, 'items') as { type: string }[]).map(({ type }) => type);
}
