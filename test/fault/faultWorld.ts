import { QueueServiceClient } from '@azure/storage-queue';
import { startAzurite } from '../../infra/local/azurite.ts';
import { startEntra } from '../../infra/local/entra/entra.ts';
import { localPartner, localSecrets, localSettings } from '../../infra/local/localSettings.ts';
import { startMail } from '../../infra/local/mail/mail.ts';
import { startPartnerCenter } from '../../infra/local/partnerCenter/partnerCenter.ts';
import { portsFrom } from '../../infra/local/ports.ts';
import type { Simulator } from '../../infra/local/simulator/simulator.ts';
import { createStorage } from '../../infra/local/storage.ts';
import { loadConfig } from '../../shared/config.ts';
import { createServices, type Services } from '../../shared/services.ts';
import { createTables, type Tables } from '../../shared/adapters/storage/kit/storageClients.ts';
import { createStableLinks } from '../../shared/adapters/signing/links.ts';
import { buildHost, type FaultHost } from './faultHost.ts';
import { startHttpProxy, type HttpProxy, type Passing, type Verdict } from './proxies/httpProxy.ts';
import { endpointOf } from './proxies/tableProxy.ts';

/** What a worker reaches through proxies of its own. */
export const serviceNames = ['table', 'queue', 'partnerCenter', 'mail'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** One request of a worker to one of its services. */
export type Sent = Passing & { readonly service: ServiceName };

/** A worker in its place: the place outlives it, and the next one starts there. */
export type Place = {
  readonly number: number;
  worker: Worker;
};
export type Worker = FaultHost & { readonly shiftMs: number };

export type FaultWorld = {
  readonly tables: Tables;
  readonly places: readonly Place[];
  readonly partnerCenter: Simulator;
  readonly mail: Simulator;
  readonly queues: QueueServiceClient;
  /** An agent's bearer token. */
  readonly token: string;
  /** What the app was told that Partner Center allows. */
  readonly limitPerMinute: number;
  /** All that workers logged. */
  readonly logs: string[];
  /** Where the link of an invitation leads, below `/api`. */
  linkPath(this: void, tenantId: string, number: number): string;
  /** Decides about every request of every worker from now on. */
  judge(decide: (sent: Sent, place: Place) => Verdict | Promise<Verdict>): void;
  /** Starts a worker in a place whose worker has ended. */
  restart(place: Place, shiftMs?: number): void;
  /** The app's services in this process, without proxies, at another time. */
  services(shiftMs: number): Promise<Services>;
  stop(): Promise<void>;
};

/** Storage, the simulators and two places for workers, which are the built app on the built local host. */
export async function startFaultWorld(): Promise<FaultWorld> {
  const secrets = localSecrets(undefined);
  const { tenantId, apiAudience, apiClientId, partnerCenterClientId: clientId } = localPartner;
  const [host, azurite, entra] = await Promise.all([
    buildHost(),
    startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 }),
    startEntra({
      ...{ port: 0, tenantId, api: { audience: apiAudience, clientId: apiClientId } },
      partnerCenterApp: { clientId, ...secrets },
    }),
  ]);
  const { connectionString } = azurite;
  await createStorage(connectionString);
  const partnerCenter = await startPartnerCenter({
    ...{ port: 0, entraUrl: entra.url, partnerTenantId: tenantId, startCustomers: 0 },
  });
  const mail = await startMail({ port: 0, accessKey: secrets.mailAccessKey });
  // Workers whose clocks are wrong sign with the wrong time.
  await control(mail, 'PUT', '/settings', { clockToleranceSeconds: 10 ** 8 });
  const token = await (await fetch(`${entra.url}/token?role=AdminAgent&expiresInSeconds=86400`)).text();

  const settingsFor = (urls: Record<ServiceName, string>): Record<string, string> => ({
    ...localSettings(portsFrom(7071), connectionString, secrets),
    ...timersOff,
    ENTRA_URL: entra.url,
    PARTNER_CENTER_URL: urls.partnerCenter,
    MAIL_CONNECTION_STRING: `endpoint=${urls.mail}/;accesskey=${secrets.mailAccessKey}`,
    DataStorage: connectionString
      .replace(endpointOf(connectionString, 'Table'), urls.table)
      .replace(endpointOf(connectionString, 'Queue'), urls.queue),
    // What a killed worker leaves behind is soon due, and a person may mail again at once.
    PARTNER_CENTER_CALLS_PER_MINUTE: String(limitPerMinute),
    ...{ WAKE_UP_GRACE_SECONDS: '1', RESEND_LIMIT: '10', RESEND_WINDOW_MINUTES: '1' },
    ...{ MAIL_LIMIT_PER_CUSTOMER: '100', MAIL_LIMIT_PER_RECIPIENT: '100', MAIL_LIMIT_WINDOW_MINUTES: '1' },
    AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.2000000',
  });
  const direct = {
    ...{ table: endpointOf(connectionString, 'Table'), queue: endpointOf(connectionString, 'Queue') },
    ...{ partnerCenter: partnerCenter.url, mail: mail.url },
  };
  const links = createStableLinks({
    publicUrl: 'http://127.0.0.1',
    key: Buffer.from(secrets.signingKey, 'base64'),
  });
  const logs: string[] = [];
  let decide: Parameters<FaultWorld['judge']>[0] = () => 'pass';
  const proxies: HttpProxy[] = [];
  const starts: ((shiftMs: number) => Worker)[] = [];
  const places: Place[] = [];
  for (const number of [0, 1]) {
    const urls = { ...direct };
    for (const service of serviceNames) {
      const proxy = await startHttpProxy(direct[service]);
      proxies.push(proxy);
      const path = new URL(direct[service]).pathname;
      urls[service] = proxy.origin + (path === '/' ? '' : path);
      proxy.rule((passing) => {
        const place = places[number];
        return place ? decide({ ...passing, service }, place) : 'pass';
      });
    }
    const settings = settingsFor(urls);
    const start = (shiftMs: number): Worker => ({
      shiftMs,
      ...host.start({ ...settings, CLOCK_SHIFT_MS: String(shiftMs) }, (line) => void logs.push(line)),
    });
    starts.push(start);
    places.push({ number, worker: start(0) });
  }
  return {
    ...{ tables: createTables(connectionString), places, partnerCenter, mail, token, logs, limitPerMinute },
    queues: QueueServiceClient.fromConnectionString(connectionString),
    judge: (rule) => void (decide = rule),
    linkPath: (tenantId, number) => new URL(links.url(tenantId, number)).pathname.replace(/^\/api/, ''),
    restart(place, shiftMs = 0) {
      const start = starts[place.number];
      if (start) place.worker = start(shiftMs);
    },
    services: (shiftMs) =>
      createServices(loadConfig(settingsFor(direct)), { now: () => new Date(Date.now() + shiftMs) }),
    async stop() {
      for (const { worker } of places) worker.kill();
      await Promise.all(places.map(({ worker }) => worker.ended));
      await Promise.all(proxies.map((proxy) => proxy.stop()));
      await Promise.all([partnerCenter.stop(), mail.stop(), entra.stop(), azurite.stop()]);
    },
  };
}

/** Enough for two workers in a hurry, and less than they would take. */
const limitPerMinute = 1_200;

/** Timers fire when the test says so. */
const timersOff = Object.fromEntries(
  ['RECONCILE', 'DISCOVER', 'TOKEN_REFRESH', 'MEASURE'].map((name) => [`${name}_SCHEDULE`, '0 0 0 1 1 *']),
);

/** Asks a simulator's control. */
export async function control<T>(
  simulator: Simulator,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object,
): Promise<T> {
  const json = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${simulator.url}/_control${path}`, { method, ...json });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as T;
}
