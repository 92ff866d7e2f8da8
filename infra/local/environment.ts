import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keptHost } from '../build/keptHost.ts';
import { keptPackage } from '../build/keptPackage.ts';
import { startAzurite } from './azurite.ts';
import type { SpawnedHost } from './host/process/childProcess.ts';
import { findFunc, spawnFunc } from './host/process/coreTools.ts';
import { spawnHost } from './host/process/spawnHost.ts';
import { takeKeptFolder } from './keptFolder.ts';
import { localSecrets, localSettings } from './localSettings.ts';
import { startMail } from './mail/mail.ts';
import { createReportDelivery } from './reportDelivery.ts';
import { portsFrom, refuseBusyPorts, type Ports } from './ports.ts';
import { seed } from './seed.ts';
import { startEntraFor, startPartnerCenterFor, statePath } from './simulators.ts';
import { createStorage } from './storage.ts';

/** Where the local environment puts files, out of git's sight. */
export const localDir = fileURLToPath(new URL('../../.local/', import.meta.url));

export type EnvironmentOptions = {
  readonly portBase: number;
  /** Folder that keeps storage, simulators and keys over restarts; without it all is forgotten. */
  readonly keepIn?: string | undefined;
  /** Which host runs the functions; `auto` takes Core Tools when they are installed. */
  readonly func?: 'auto' | 'always' | 'never';
  /** Without sample customers' pasts, records begin empty. */
  readonly seeded?: boolean;
  /** App settings that differ from the usual local ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Takes the lines that the functions host prints. */
  log(line: string): void;
};

export type Environment = {
  readonly urls: Readonly<Record<'functions' | 'partnerCenter' | 'entra' | 'mail', string>>;
  readonly connectionString: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly usesFunc: boolean;
  /** Resolves when the functions host has ended, wanted or not. */
  readonly hostExited: SpawnedHost['exited'];
  /** Ends the functions and starts them with other app settings, among everything that is there. */
  restartFunctions(changes: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
};

/** Starts storage, the simulators and the functions on loopback; what was started is stopped again on a failure. */
export async function startEnvironment(options: EnvironmentOptions): Promise<Environment> {
  const ports = portsFrom(options.portBase);
  await refuseBusyPorts(ports);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  const started = async <T extends { stop(): Promise<unknown> }>(starting: Promise<T>): Promise<T> => {
    const one = await starting;
    stops.push(() => one.stop());
    return one;
  };
  try {
    return { ...(await start(options, ports, started)), stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

type Started = <T extends { stop(): Promise<unknown> }>(starting: Promise<T>) => Promise<T>;

async function start(
  options: EnvironmentOptions,
  ports: Ports,
  started: Started,
): Promise<Omit<Environment, 'stop'>> {
  const appDir = join(localDir, `app-${String(options.portBase)}`);
  const [{ urls, connectionString, settings, funcPath, past }, hostFile] = await settled([
    startWorld(options, ports, { started, secretsFile: `${appDir}-secrets.json` }),
    keptHost(),
    started(buildApp(appDir)),
  ]);
  // For programs that speak to the same environment, as the re-consent helper.
  const values = { IsEncrypted: false, Values: settings };
  await writeFile(join(appDir, 'local.settings.json'), JSON.stringify(values), { mode: 0o600 });
  const hosting = { appDir, port: ports.functions, log: options.log };
  const run = (appSettings: Readonly<Record<string, string>>) =>
    funcPath
      ? past().then(() => spawnFunc({ ...hosting, func: funcPath, settings: appSettings }))
      : spawnHost({ ...hosting, main: hostFile, settings: appSettings, after: past() });
  // First the past, then the present: the host's timers would mix into it.
  let host = await run(settings);
  await started(Promise.resolve({ stop: () => host.stop() }));
  return {
    async restartFunctions(changes) {
      await host.stop();
      host = await run({ ...settings, ...changes });
    },
    urls: { functions: host.url, ...urls },
    connectionString,
    settings,
    usesFunc: funcPath !== undefined,
    hostExited: host.exited,
  };
}

/** All that the functions live among, and the past of its customers, which is in the making when this is done. */
async function startWorld(
  { keepIn, seeded = true, func = 'auto', settings: changes }: EnvironmentOptions,
  ports: Ports,
  { started, secretsFile }: { readonly started: Started; readonly secretsFile: string },
) {
  const kept = (name: string): string | undefined => (keepIn ? join(keepIn, name) : undefined);
  await mkdir(localDir, { recursive: true });
  await started(
    keepIn
      ? Promise.resolve(takeKeptFolder(keepIn))
      : Promise.resolve({ stop: () => rm(secretsFile, { force: true }) }),
  );
  const secrets = localSecrets(kept('secrets.json'));
  const location = kept('storage');

  // No mail is sent before storage is there.
  const reports: { deliver: ReturnType<typeof createReportDelivery> } = { deliver: async () => undefined };

  const storage = async () => {
    const azuritePorts = { blobPort: ports.blob, queuePort: ports.queue, tablePort: ports.table };
    const azurite = await started(startAzurite({ ...azuritePorts, ...(location ? { location } : {}) }));
    await createStorage(azurite.connectionString);
    reports.deliver = createReportDelivery(azurite.connectionString);
    return azurite;
  };
  const [{ connectionString }, partnerCenter, entra, mail, funcPath] = await settled([
    storage(),
    started(startPartnerCenterFor(ports, kept('partnerCenter.json'))),
    started(startEntraFor(ports, secrets)),
    started(
      startMail({
        port: ports.mail,
        accessKey: secrets.mailAccessKey,
        ...statePath(kept('mail.json')),
        onDeliveryReport: (report) => reports.deliver(report),
      }),
    ),
    func === 'never' ? undefined : findFunc(),
  ]);
  if (func === 'always' && !funcPath) throw new Error('Azure Functions Core Tools (func) are not on PATH.');

  const settings = {
    ...localSettings(ports, connectionString, secrets),
    PARTNER_CENTER_CERTIFICATE_ROOTS: await partnerCenter.rootCertificate(),
    SECRETS_FILE: kept('app-secrets.json') ?? secretsFile,
    ...changes,
  };
  const past = seeded ? seed(settings) : Promise.resolve();
  // Nothing is stopped under it; of its failure tells the host's start, which waits for it.
  const ended = past.catch(() => undefined);
  await started(Promise.resolve({ stop: () => ended }));
  const urls = { partnerCenter: partnerCenter.url, entra: entra.url, mail: mail.url };
  return { urls, connectionString, settings, funcPath, past: () => past };
}

/** All, or the first failure; but only when nothing is still starting, so that everything can be stopped. */
async function settled<T extends readonly unknown[]>(
  all: readonly [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}

async function buildApp(appDir: string): Promise<{ stop(): Promise<void> }> {
  await rm(appDir, { recursive: true, force: true });
  await cp(await keptPackage(), appDir, { recursive: true });
  return { stop: () => rm(appDir, { recursive: true, force: true }) };
}
