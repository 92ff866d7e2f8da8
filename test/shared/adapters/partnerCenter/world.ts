import { randomUUID } from 'node:crypto';
import { startEntra } from '../../../../infra/local/entra/entra.ts';
import { startPartnerCenter } from '../../../../infra/local/partnerCenter/partnerCenter.ts';
import type { Simulator } from '../../../../infra/local/simulator/simulator.ts';
import {
  createPartnerCenterClient,
  type PartnerCenterClient,
} from '../../../../shared/adapters/partnerCenter/client.ts';
import {
  createPartnerCenter,
  type PartnerCenterOptions,
} from '../../../../shared/adapters/partnerCenter/partnerCenter.ts';
import {
  createAppTokens,
  createUserTokens,
  type AppCredential,
  type RefreshTokens,
  type SignIn,
} from '../../../../shared/adapters/partnerCenter/tokens/tokens.ts';
import { callBudgetInMemory } from '../../../fakes/callBudget.ts';
import { telemetryInMemory } from '../../../fakes/telemetry.ts';

export const partnerTenantId = '3b33e682-00c3-41ee-9dd2-a548adf56438';
export const secrets = { clientSecret: 'the-client-secret', refreshToken: 'the-first-refresh-token' };
export const clientId = '1f0b8f57-96d3-4f29-8c07-2f9c1b8f0a44';
const resource = 'https://api.partnercenter.microsoft.com';

export function startTestEntra(): Promise<Simulator> {
  return startEntra({
    port: 0,
    tenantId: partnerTenantId,
    api: { audience: randomUUID(), clientId: randomUUID() },
    partnerCenterApp: { clientId, ...secrets },
  });
}

export function signInAt(entra: Simulator, changes: Partial<SignIn> = {}): SignIn {
  const credential: AppCredential = async () => ({ secret: secrets.clientSecret });
  const clock = { now: () => new Date() };
  const common = { entraUrl: entra.url, tenantId: partnerTenantId, clientId, resource };
  return { ...common, credential, timeoutMs: 5000, clock, telemetry: telemetryInMemory(), ...changes };
}

/** Keeps the refresh token in memory, with all that was ever written. */
export function refreshTokensInMemory(first = secrets.refreshToken): RefreshTokens & { written: string[] } {
  const written: string[] = [];
  return {
    written,
    read: async () => written.at(-1) ?? first,
    write: async (token) => void written.push(token),
  };
}

export type PartnerCenterWorld = {
  entra: Simulator;
  service: Simulator;
  /** What an adapter needs, signed in anew. */
  options(changes?: Partial<PartnerCenterOptions>): PartnerCenterOptions;
  /** The adapter under test, signed in anew. */
  connect(changes?: Partial<PartnerCenterOptions>): ReturnType<typeof createPartnerCenter>;
  /** Its client, signed in anew. */
  client(changes?: Partial<PartnerCenterOptions>): PartnerCenterClient;
  stop(): Promise<void>;
};

export async function startPartnerCenterWorld(
  partnerType: 'directBill' | 'indirectProvider' = 'directBill',
): Promise<PartnerCenterWorld> {
  const entra = await startTestEntra();
  const service = await startPartnerCenter({ port: 0, entraUrl: entra.url, partnerTenantId, partnerType });
  const options = (changes: Partial<PartnerCenterOptions> = {}): PartnerCenterOptions => {
    const signIn = signInAt(entra);
    return {
      url: service.url,
      partnerType,
      partnerTenantId,
      tokens: {
        appOnly: createAppTokens(signIn),
        appAndUser: createUserTokens(signIn, refreshTokensInMemory()),
      },
      timeoutMs: 5000,
      budget: callBudgetInMemory(signIn.clock),
      clock: signIn.clock,
      newId: randomUUID,
      telemetry: signIn.telemetry,
      trace: { parent: () => undefined },
      ...changes,
    };
  };
  return {
    entra,
    service,
    options,
    connect: (changes = {}) => createPartnerCenter(options(changes)),
    client: (changes = {}) => createPartnerCenterClient(options(changes), 'person'),
    async stop() {
      await service.stop();
      await entra.stop();
    },
  };
}

export async function order(
  simulator: Simulator,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${simulator.url}/_control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

export type LoggedRequest = {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: string;
};

export async function requestsTo(simulator: Simulator): Promise<LoggedRequest[]> {
  return ((await order(simulator, 'GET', '/requests')) as { items: LoggedRequest[] }).items;
}
