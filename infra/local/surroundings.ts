import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../shared/config.ts';
import { createServices } from '../../shared/services.ts';
import type { SpawnedHost } from './host/process/childProcess.ts';
import { findFunc } from './host/process/coreTools.ts';
import { localDir, takeKeptFolder } from './keptFolder.ts';
import { localSecrets, localSettings } from './localSettings.ts';
import type { DeliveryReport } from './mail/deliveryReport.ts';
import { startMail } from './mail/mail.ts';
import type { Ports } from './ports.ts';
import { createReportDelivery } from './reportDelivery.ts';
import { seed } from './seed.ts';
import { createClock } from './simulator/clock.ts';
import {
  clockUrlOf,
  startEntraFor,
  startPartnerCenterFor,
  statePath,
  type SimulatedPartner,
} from './simulators.ts';
import { createStorage } from './storage.ts';
import { startStorageThread, type StorageThread } from './storageThread/startStorageThread.ts';
import { customersAtStart, installedDaysAgo } from './world/history.ts';
import { createTimeTravel, type TimeTravel } from './timeTravel.ts';
import { keepWorld, loadWorld, unpackWorld, worldRecipe } from './world/keptWorld.ts';
import { makeWorld, type WorldOptions } from './world/makeWorld.ts';

export type EnvironmentOptions = {
  readonly portBase: number;
  /** Folder that keeps storage, simulators and keys over restarts; without it all is forgotten. */
  readonly keepIn?: string | undefined;
  /** Which host runs the functions; `auto` takes Core Tools when they are installed. */
  readonly func?: 'auto' | 'always' | 'never';
  /** Without sample customers' pasts, records begin empty. */
  readonly seeded?: boolean;
  /** With half a year in use behind it, instead of the few customers' pasts that tests need. */
  readonly hasHistory?: boolean;
  /** What the Partner Center simulator begins with. Default: a direct-bill partner with 24 customers. */
  readonly simulated?: SimulatedPartner;
  /** App settings that differ from the usual local ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Takes the lines that the functions host prints. */
  log(line: string): void;
  /** Told what takes long while it starts. */
  tell?(this: void, text: string): void;
};

/** Notes what was started, so that it is stopped again. */
export type Started = <T extends { stop(): Promise<unknown> }>(starting: Promise<T>) => Promise<T>;

const dayMs = 24 * 60 * 60_000;

/** All that the functions live among, and the past of its customers, which is in the making when this is done. */
export async function startSurroundings(
  options: EnvironmentOptions,
  ports: Ports,
  { started, secretsFile }: { readonly started: Started; readonly secretsFile: string },
) {
  const { func = 'auto', settings: changes = {} } = options;
  const files = await started(openFiles(options, secretsFile));
  if (files.past === 'history')
    options.tell?.('Making half a year of use to look at; kept for later starts …');
  const secrets = localSecrets(files.path('secrets.json'));
  const location = options.keepIn ? files.path('storage') : undefined;
  const clock = createClock(files.past === 'history' ? -installedDaysAgo * dayMs : 0);
  const early: DeliveryReport[] = [];
  // No mail is sent before storage is there; those of the past are taken while it is made.
  const reports = { deliver: async (report: DeliveryReport): Promise<void> => void early.push(report) };

  // Time stands firm until the functions run.
  const travel: TimeTravel = {
    advance: () => Promise.reject(new Error('The environment is still starting.')),
  };

  const startStorage = async () => {
    const azuritePorts = { blobPort: ports.blob, queuePort: ports.queue, tablePort: ports.table };
    const thread = await started(
      startStorageThread({ ...azuritePorts, ...(location ? { location } : {}), offsetMs: 0 }),
    );
    await createStorage(thread.connectionString);
    return thread;
  };
  const [storage, partnerCenter, entra, mail, funcPath] = await settled([
    startStorage(),
    started(
      startPartnerCenterFor(ports, {
        ...{ path: files.path('partnerCenter.json'), clock },
        simulated: {
          ...options.simulated,
          ...(files.past === 'history' ? { startCustomers: customersAtStart } : {}),
        },
      }),
    ),
    started(startEntraFor(ports, secrets, { clock, now: clock.now, advance: (ms) => travel.advance(ms) })),
    started(
      startMail({
        port: ports.mail,
        accessKey: secrets.mailAccessKey,
        ...statePath(files.path('mail.json')),
        ...{ clock: clock.now, at: clock.at, clockUrl: clockUrlOf(ports) },
        onDeliveryReport: (report) => reports.deliver(report),
      }),
    ),
    func === 'never' ? undefined : findFunc(),
  ]);
  if (func === 'always' && !funcPath) throw new Error('Azure Functions Core Tools (func) are not on PATH.');

  const { connectionString } = storage;
  const settings = {
    ...localSettings(ports, connectionString, secrets),
    PARTNER_CENTER_CERTIFICATE_ROOTS: await partnerCenter.rootCertificate(),
    SECRETS_FILE: files.path('app-secrets.json') ?? secretsFile,
    ...changes,
  };
  // What a person set wrongly is told before anything is made of it.
  const config = loadConfig(settings);
  const urls = { partnerCenter: partnerCenter.url, entra: entra.url, mail: mail.url };
  const world = { settings, clock, reports: early, urls: { ...urls, shop: `${urls.entra}/hooks` } };
  const deliver = createReportDelivery(connectionString);
  if (files.past !== 'history') reports.deliver = deliver;
  const making = makePast(files, storage, world).then(() => void (reports.deliver = deliver));
  // Nothing is stopped under it; of its failure tells the host's start, which waits for it.
  const ended = making.catch(() => undefined);
  await started(Promise.resolve({ stop: () => ended }));
  return {
    ...{ urls, connectionString, settings, funcPath, clock },
    past: () => making,
    /** Lets time travel, with the functions that run now. */
    travelWith(host: () => SpawnedHost) {
      const services = once(() => createServices(config, clock));
      travel.advance = createTimeTravel({
        ...{ clock, storage, host, services },
        sweepSchedule: config.RECONCILE_SCHEDULE,
      }).advance;
    },
  };
}

/** Does the work when it is first wanted, and once. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}

type Files = {
  /** Where something is kept while this runs; undefined where it is in memory only. */
  path(name: string): string | undefined;
  /** `kept`: storage has it. */
  readonly past: 'none' | 'few' | 'history' | 'ready' | 'kept';
  readonly recipe: ReturnType<typeof worldRecipe>;
  stop(): Promise<void>;
};

/** Takes the folder that keeps the environment, or one for this run; with the files of a kept world where there is one. */
async function openFiles(
  { keepIn, seeded = true, hasHistory = false, portBase, settings = {} }: EnvironmentOptions,
  secretsFile: string,
): Promise<Files> {
  await mkdir(localDir, { recursive: true });
  const folder = keepIn ?? (hasHistory ? join(localDir, `run-${String(portBase)}`) : undefined);
  if (folder && !keepIn) await rm(folder, { recursive: true, force: true });
  const lock = keepIn ? takeKeptFolder(keepIn) : undefined;
  const recipe = worldRecipe(portBase, settings);
  const path = (name: string): string | undefined => (folder ? join(folder, name) : undefined);
  return {
    path,
    past: await pastOf(),
    recipe,
    async stop() {
      await lock?.stop();
      if (folder && !keepIn) await rm(folder, { recursive: true, force: true });
      await rm(secretsFile, { force: true });
    },
  };

  async function pastOf(): Promise<Files['past']> {
    if (existsSync(path('partnerCenter.json') ?? '')) return 'kept';
    if (!seeded || !hasHistory || !folder) return seeded ? 'few' : 'none';
    return (await unpackWorld(recipe, folder)) ? 'ready' : 'history';
  }
}

async function makePast(
  { past, recipe, path }: Files,
  storage: StorageThread,
  world: WorldOptions,
): Promise<void> {
  if (past === 'few') await seed(world.settings);
  if (past === 'ready') await loadWorld(recipe, storage);
  if (past === 'history') {
    await keepWorld(recipe, { storage, poison: await makeWorld(world), folder: path('') ?? '' });
  }
}

/** All, or the first failure; but only when nothing is still starting, so that everything can be stopped. */
export async function settled<T extends readonly unknown[]>(
  all: readonly [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}
