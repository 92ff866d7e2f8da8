import { createApiClient, type ApiClient } from '../../infra/local/apiClient.ts';
import { startEnvironment } from '../../infra/local/environment.ts';
import { classicSettings } from '../../infra/local/journeys/attestClassic.ts';
import { signatory, statusOf, tenant, waitForState } from '../../infra/local/journeys/attestParts.ts';
import { expectEqual, expectText, member } from '../../infra/local/journeys/expect.ts';
import { customer } from '../../infra/local/journeys/newCustomer.ts';
import { putSimulatorSettings } from '../../infra/local/journeys/simulatorSettings.ts';
import { waitFor } from '../../infra/local/journeys/waitFor.ts';
import { findFreePortBase } from '../../infra/local/ports.ts';
import type { Figure } from './figure.ts';

/** One way to an acceptance, walked from the request to the end that the partner waits for. */
type Path = {
  readonly name: string;
  readonly atMost: number;
  readonly settings?: Readonly<Record<string, string>>;
  walk(agent: ApiClient, urls: { readonly partnerCenter: string }): Promise<void>;
};

const paths: readonly Path[] = [
  {
    name: 'attest existing, enhanced, without polls',
    atMost: 4,
    async walk(agent, { partnerCenter }) {
      const body = { signatory, delivery: 'link' };
      const begun = await agent.post(`/customers/${tenant}/attestations`, body);
      const link = expectText('link', member(begun.body, 'attestation.url'));
      await waitForState(agent, 'waiting');
      const { headers } = await fetch(link, { redirect: 'manual' });
      const page = new URL(expectText('page', headers.get('location')));
      const id = page.searchParams.get('attestationid') ?? '';
      await fetch(`${partnerCenter}/_control/attestations/${id}/accept`, { method: 'POST' });
      // The first question after an opened link comes within the minute.
      await waitForState(agent, 'completed');
    },
  },
  {
    name: 'attest existing, classic',
    atMost: 2,
    settings: classicSettings,
    async walk(agent, { partnerCenter }) {
      await putSimulatorSettings(partnerCenter, { classicAttestation: true });
      expectEqual(
        'answer',
        (await agent.post(`/customers/${tenant}/attestations`, { signatory })).status,
        202,
      );
      await waitForState(agent, 'completed');
    },
  },
  {
    name: 'invite existing',
    atMost: 1,
    async walk(agent) {
      const body = { recipient: { email: signatory.email }, delivery: 'email' };
      expectEqual('answer', (await agent.post(`/customers/${tenant}/invitations`, body)).status, 202);
      await waitFor('the mail', async () => {
        const { body: record } = await agent.get(`/customers/${tenant}`);
        return member(record, 'invitation.sentAt') === null ? undefined : true;
      });
    },
  },
  {
    name: 'create and invite',
    atMost: 4,
    async walk(agent) {
      const made = await agent.post('/customers', { ...customer, acceptance: { path: 'invite' } });
      expectEqual('answer', made.status, 201);
      const path = `/customers/${expectText('tenant', member(made.body, 'customerTenantId'))}`;
      await waitFor('the mail', async () =>
        member((await agent.get(path)).body, 'invitation.sentAt') === null ? undefined : true,
      );
    },
  },
];

/** How many calls to Partner Center each path takes, counted there; exact, whatever else is running. */
export async function measurePaths(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const path of paths) figures.push(await measure(path));
  return figures;
}

async function measure({ name, atMost, settings = {}, walk }: Path): Promise<Figure> {
  const environment = await startEnvironment({
    portBase: await findFreePortBase(),
    settings: { ...settings, DISCOVER_SCHEDULE: '0 0 0 1 1 *' },
    log: () => undefined,
  });
  try {
    const { urls } = environment;
    const agent = await createApiClient(urls);
    await waitFor('the first look', async () => ((await statusOf(agent)) === 'required' ? true : undefined));
    const others = (await samples(urls.partnerCenter)).filter((id) => id !== tenant);
    const before = (await callsTo(urls.partnerCenter, others)).length;
    await walk(agent, urls);
    const calls = (await callsTo(urls.partnerCenter, others)).slice(before);
    const polls = calls.filter((call) => call.startsWith('GET /v1/attestations/enhanced/')).length;
    const details = { calls, polls };
    return {
      name: `Partner Center calls: ${name}`,
      subject: String(calls.length - polls),
      ...{ yardstick: null, measured: calls.length - polls, unit: '' as const, target: { atMost }, details },
    };
  } finally {
    await environment.stop();
  }
}

async function samples(partnerCenter: string): Promise<string[]> {
  const { items } = (await (await fetch(`${partnerCenter}/_control/customers`)).json()) as {
    items: { id: string }[];
  };
  return items.map(({ id }) => id);
}

/** Calls of this path: all that are not about another customer, in an environment that does not look for new ones. */
async function callsTo(partnerCenter: string, others: readonly string[]): Promise<string[]> {
  const { items } = (await (await fetch(`${partnerCenter}/_control/requests`)).json()) as {
    items: { method: string; path: string }[];
  };
  return items
    .filter(({ path }) => path.startsWith('/v1/') && !others.some((id) => path.includes(id)))
    .map(({ method, path }) => `${method} ${path}`);
}
