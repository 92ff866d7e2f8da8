import type { ApiClient } from '../apiClient.ts';
import { expectEqual, member } from './expect.ts';
import { sampleCustomer, type JourneyCustomer } from './journey.ts';
import { waitFor } from './waitFor.ts';

export const { tenant } = sampleCustomer;
export const signatory = signatoryOf(sampleCustomer);

export function signatoryOf({ domain }: JourneyCustomer) {
  return { firstName: 'Tania', lastName: 'Carr', email: `tania.carr@${domain}` };
}

export async function statusOf(agent: ApiClient, id = tenant): Promise<unknown> {
  return member((await agent.get(`/customers/${id}`)).body, 'status');
}

/** Waits until the attestation is in a state. */
export async function waitForState(agent: ApiClient, state: string, id = tenant): Promise<unknown> {
  return waitFor(`an attestation that is ${state}`, async () => {
    const { body } = await agent.get(`/customers/${id}`);
    return member(body, 'attestation.state') === state ? member(body, 'attestation') : undefined;
  });
}

/** The partner knows, the shop may sell, and Microsoft has one agreement. */
export async function expectAccepted(
  agent: ApiClient,
  partnerCenter: string,
  customer = sampleCustomer,
): Promise<void> {
  const { tenant: id } = customer;
  await waitFor('the acceptance', async () =>
    (await statusOf(agent, id)) === 'accepted' ? true : undefined,
  );
  const readiness = (await agent.get(`/customers/${id}/readiness`)).body;
  expectEqual('may order', member(readiness, 'canOrder'), true);
  const confirmation = (await agent.get(`/customers/${id}/confirmation`)).body;
  expectEqual('path', member(confirmation, 'path'), 'partnerAttestation');
  expectEqual('signatory', member(confirmation, 'signatory.email'), signatoryOf(customer).email);
  const atMicrosoft: unknown = await (await fetch(`${partnerCenter}/_control/customers/${id}`)).json();
  expectEqual('agreements at Microsoft', (member(atMicrosoft, 'agreements') as unknown[]).length, 1);
}

export async function typesOfHistory(agent: ApiClient, id = tenant): Promise<string[]> {
  const { body } = await agent.get(`/customers/${id}/events`);
  return (member(body, 'items') as { type: string }[]).map(({ type }) => type);
}
