import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackage } from '../../infra/build/build.ts';
import { startEntra } from '../../infra/local/entra/entra.ts';
import { localPartner, localSecrets, localSettings } from '../../infra/local/localSettings.ts';
import { portsFrom } from '../../infra/local/ports.ts';
import { loadConfig } from '../../shared/config.ts';
import { createServices, type Services } from '../../shared/services.ts';
import { applyObservation } from '../../shared/workflows/checks/checkAgreement.ts';
import { discoverCustomers } from '../../shared/workflows/discovery/discoverCustomers.ts';
import { discoveriesInMemory } from '../fakes/discoveries.ts';
import { timedPool } from './pool.ts';
import { startWorker } from './worker.ts';

/** A built app, its settings and storage in a process of its own; nothing but the app under test is running. */
export type World = {
  readonly appDir: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly connectionString: string;
  readonly azuritePid: number | undefined;
  readonly services: Services;
  /** An agent's bearer token. */
  readonly token: string;
  /** So many new customers, discovered and checked once: what the app has of those who are to be invited. */
  customers(count: number): Promise<string[]>;
  stop(): Promise<void>;
};

/** All that no request starts: timers and queues would mix into what is measured. A part switches on what it needs. */
async function selfStarting(): Promise<string[]> {
  const folder = fileURLToPath(new URL('../../functions', import.meta.url));
  const names: string[] = [];
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const source = await readFile(join(folder, file), 'utf8');
    const [, name] = /app\.(?:timer|storageQueue)\(\s*'(\w+)'/.exec(source) ?? [];
    if (name !== undefined) names.push(name);
  }
  return names;
}

export async function startWorld(): Promise<World> {
  const appDir = fileURLToPath(new URL(`../../.local/bench-${randomUUID()}`, import.meta.url));
  const azurite = startWorker<'start', string>(new URL('./azuriteWorker.ts', import.meta.url));
  const secrets = localSecrets(undefined);
  const { tenantId, apiAudience, apiClientId, partnerCenterClientId: clientId } = localPartner;
  const entra = await startEntra({
    port: 0,
    tenantId,
    api: { audience: apiAudience, clientId: apiClientId },
    partnerCenterApp: { clientId, clientSecret: secrets.clientSecret, refreshToken: secrets.refreshToken },
  });
  const [connectionString, token] = await Promise.all([
    azurite.ask('start'),
    fetch(`${entra.url}/token?role=AdminAgent`).then((response) => response.text()),
    buildPackage({ outDir: appDir }),
  ]);
  const settings = {
    ...localSettings(portsFrom(7071), connectionString, secrets),
    ENTRA_URL: entra.url,
    ...Object.fromEntries((await selfStarting()).map((name) => [`AzureWebJobs.${name}.Disabled`, 'true'])),
  };
  const services = await createServices(loadConfig(settings));
  return {
    appDir,
    settings,
    connectionString,
    azuritePid: azurite.pid,
    services,
    token,
    async customers(count) {
      const ids = Array.from({ length: count }, newTenantId);
      await timedPool(ids, 16, (customerTenantId) => discover(services, customerTenantId));
      return ids;
    },
    async stop() {
      await Promise.all([azurite.stop(), entra.stop(), rm(appDir, { recursive: true, force: true })]);
    },
  };
}

function newTenantId(): string {
  const hex = randomBytes(4).toString('hex');
  return `${hex}-5bd4-4b0c-9a4e-${randomBytes(6).toString('hex')}`;
}

const places = ['Aarau', 'Bergen', 'Córdoba', 'Dresden', 'Évora', 'Fukuoka', 'Gdańsk', 'Haifa', 'Ioannina'];
const trades = ['Bakery', 'Insurance', 'Logistics', 'Metalworks', 'Pharmacy', 'Shipping', 'Textiles'];

/** Names that differ as real ones do: what is packed or searched depends on it. */
function nameOf(customerTenantId: string): Record<'companyName' | 'domain', string> {
  const number = Number.parseInt(customerTenantId.slice(0, 8), 16);
  const [place = '', trade = ''] = [places[number % places.length], trades[number % trades.length]];
  const companyName = `${place} ${trade} ${String(number % 997)} Ltd`;
  return { companyName, domain: `${trade.toLowerCase()}${String(number % 9973)}.example` };
}

async function discover(services: Services, customerTenantId: string): Promise<void> {
  const customer = { customerTenantId, ...nameOf(customerTenantId), hasRelationship: true };
  const onlyThisOne = { customers: async () => ({ customers: [customer], position: null }) };
  const partnerCenter = { ...services.partnerCenter, ...onlyThisOne };
  const discoveries = discoveriesInMemory();
  const { added } = await discoverCustomers({ ...services, partnerCenter, discoveries });
  if (added !== 1) throw new Error('A customer was not added.');
  const found = await services.agreements.current(customerTenantId);
  if (!found) throw new Error('A customer is missing.');
  const isNews = await applyObservation(services, found.record, {
    observation: { kind: 'read', signedDirectly: false, confirmed: [] },
    microsoft: { requestId: null, correlationId: null },
    described: { country: 'CH', resellerTenantId: null },
  });
  if (!isNews) throw new Error('The first check of a customer told nothing.');
}
