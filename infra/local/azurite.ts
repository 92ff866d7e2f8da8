import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

type Service = 'blob' | 'queue' | 'table';

type AzuriteServer = {
  httpServer: Server;
  /** Tables, or queues with their messages; the content of messages is elsewhere. */
  metadataStore: { db: Database };
  /** Removes the content of deleted blobs and messages; tables have none. */
  gcManager?: { start(): Promise<void> };
  start(): Promise<void>;
  close(): Promise<void>;
};

type Database = {
  serialize(): string;
  loadJSON(text: string): void;
  readonly collections: { dirty: boolean }[];
  getCollection(name: string): { find(query: object): { timeNextVisible: number }[] } | null;
};

type AzuriteModules = {
  Configuration: new () => object;
  Server: new (configuration: object) => AzuriteServer;
};

/** A running Azurite: storage for tests and for the local environment. */
export type Azurite = {
  /** For every Azure storage SDK client, and for the settings of a Functions app. */
  connectionString: string;
  /** All tables with their rows, as one text for `importTables`. */
  exportTables(): string;
  /** Replaces all tables. */
  importTables(text: string): void;
  /** When the next hidden queue message is to be seen again; undefined where none is hidden. */
  nextVisibleAt(): Date | undefined;
  /** Closes the three services and, with a location, writes their last state to disk. Safe to call twice. */
  stop(): Promise<void>;
};

/** Azurite's built-in account and its published development key: not a secret. */
const account = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const host = '127.0.0.1';

/**
 * Runs Azurite's blob, queue and table services inside this process, on loopback.
 * Port 0 takes any free port. Without `location` everything is kept in memory.
 * Throws when a port is busy, naming it.
 */
export async function startAzurite(options: {
  blobPort: number;
  queuePort: number;
  tablePort: number;
  location?: string;
}): Promise<Azurite> {
  if (options.location) await mkdir(options.location, { recursive: true });
  const running: AzuriteServer[] = [];
  const databases = new Map<Service, Database>();
  const stop = async () => {
    await Promise.all(running.splice(0).map(close));
  };
  const start = async (service: Service, port: number) => {
    const server = await create(service, port, options.location);
    try {
      await server.start();
    } catch (error) {
      throw new Error(`storage (${service}) cannot listen on ${host}:${port}: ${reasonOf(error)}`, {
        cause: error,
      });
    }
    running.push(server);
    databases.set(service, server.metadataStore.db);
    return `http://${host}:${portOf(server)}/${account}`;
  };
  try {
    const blob = await start('blob', options.blobPort);
    const queue = await start('queue', options.queuePort);
    const table = await start('table', options.tablePort);
    const connectionString = [
      'DefaultEndpointsProtocol=http',
      `AccountName=${account}`,
      `AccountKey=${accountKey}`,
      `BlobEndpoint=${blob}`,
      `QueueEndpoint=${queue}`,
      `TableEndpoint=${table}`,
    ].join(';');
    return {
      connectionString: `${connectionString};`,
      exportTables: () => databases.get('table')?.serialize() ?? '',
      importTables(text) {
        const database = databases.get('table');
        database?.loadJSON(text);
        // With a location they are written to it.
        for (const collection of database?.collections ?? []) collection.dirty = true;
      },
      nextVisibleAt: () => nextVisibleAt(databases.get('queue')),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function create(service: Service, port: number, location: string | undefined): Promise<AzuriteServer> {
  const { Configuration, Server } = await load(service);
  const file = (name: string) => join(location ?? '', `${service}${name}`);
  const configuration = Object.assign(new Configuration(), {
    host,
    port,
    enableAccessLog: false,
    enableDebugLog: false,
    // Azurite 3.35 refuses the API version of the newest SDK that still admits Node 20 (tried).
    skipApiVersionCheck: true,
    isMemoryPersistence: location === undefined,
    metadataDBPath: file('.json'),
    extentDBPath: file('Extents.json'),
    persistencePathArray: [{ locationId: 'Default', locationPath: file('Data'), maxConcurrency: 50 }],
  });
  const server = new Server(configuration);
  // In memory, Azurite's collector stops the whole process for minutes once some thousand messages were deleted
  // (measured: every 60 s, 50 ms per message). What it would free goes with the process.
  if (location === undefined && server.gcManager) server.gcManager.start = async () => {};
  return server;
}

/**
 * Azurite has no public API for embedding: these paths hold for the version pinned in package.json. They are spelled
 * out so that a bundler finds them.
 */
async function load(service: Service): Promise<AzuriteModules> {
  const [configuration, server] = await Promise.all(modules[service]());
  return { Configuration: classOf(configuration.default), Server: classOf(server.default) };
}

/** Node gives a CommonJS module as it is, and Vitest its `default`. */
function classOf<T extends object>(module: T | { default: T }): T {
  return 'default' in module ? module.default : module;
}

const modules = {
  blob: () =>
    [
      import('azurite/dist/src/blob/BlobConfiguration.js'),
      import('azurite/dist/src/blob/BlobServer.js'),
    ] as const,
  queue: () =>
    [
      import('azurite/dist/src/queue/QueueConfiguration.js'),
      import('azurite/dist/src/queue/QueueServer.js'),
    ] as const,
  table: () =>
    [
      import('azurite/dist/src/table/TableConfiguration.js'),
      import('azurite/dist/src/table/TableServer.js'),
    ] as const,
};

function nextVisibleAt(database: Database | undefined): Date | undefined {
  const messages = database?.getCollection('$MESSAGES_COLLECTION$')?.find({}) ?? [];
  const now = Date.now();
  const hidden = messages.map(({ timeNextVisible }) => timeNextVisible).filter((at) => at > now);
  return hidden.length > 0 ? new Date(Math.min(...hidden)) : undefined;
}

async function close(server: AzuriteServer): Promise<void> {
  const closed = once(server.httpServer, 'close');
  await server.close();
  // A client's long poll must not keep the port taken.
  server.httpServer.closeAllConnections();
  await closed;
}

function portOf(server: AzuriteServer): number {
  const address: AddressInfo | string | null = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('Azurite is not listening on a port');
  return address.port;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'EADDRINUSE' ? 'the port is busy' : error.message;
}
