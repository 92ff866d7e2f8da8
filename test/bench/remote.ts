import type { ChildProcess } from 'node:child_process';
import { RestError, type TableClient } from '@azure/data-tables';
import type { Tables } from '../../shared/adapters/storage/kit/storageClients.ts';

type Call = {
  readonly id: number;
  readonly target: string;
  readonly method: string;
  readonly args: unknown[];
};
type Failed = { readonly message: string; readonly statusCode?: number; readonly code?: string };
type Reply = { readonly id: number; readonly answer?: unknown; readonly failed?: Failed };
type Page = { readonly rows: unknown[]; readonly continuationToken: string | undefined };
type PageSettings = { maxPageSize?: number; continuationToken?: string };
type Listing = { queryOptions?: { filter?: string } };

/** What a parent does for its child: a target's methods by name. */
export type Targets = Readonly<Record<string, Readonly<Record<string, (...args: never[]) => unknown>>>>;

/** The child's end: its calls are answered by the parent, so that what they need is no memory of the child. */
export type Remote = {
  call(target: string, method: string, ...args: unknown[]): Promise<unknown>;
  /** Counts other waiting as a call under way. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Resolves when no call is under way and nobody has anything left to do. */
  quiet(): Promise<void>;
};

export function createRemote(): Remote {
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  let others = 0;
  process.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  return {
    call: (target, method, ...args) =>
      new Promise((resolve, reject) => {
        const id = (lastId += 1);
        waiting.set(id, ({ answer, failed }) => {
          if (failed) reject(failureOf(failed));
          else resolve(answer);
        });
        process.send?.({ id, target, method, args } satisfies Call);
      }),
    async during(work) {
      others += 1;
      try {
        return await work;
      } finally {
        others -= 1;
      }
    },
    async quiet() {
      do await new Promise((done) => setImmediate(done));
      while (waiting.size + others > 0);
    },
  };
}

/** The parent's end. */
export function answerCalls(child: ChildProcess, targets: Targets): void {
  child.on('message', ({ id, target, method, args }: Partial<Call>) => {
    if (id === undefined || target === undefined || method === undefined) return;
    const reply = (answer: Omit<Reply, 'id'>) => {
      if (child.connected) child.send({ id, ...answer } satisfies Reply);
    };
    const run = targets[target]?.[method];
    // Both ends are of one version, so the arguments are what the method takes.
    Promise.resolve(run?.(...((args ?? []) as never[]))).then(
      (answer) => {
        reply({ answer });
      },
      (failure: unknown) => {
        reply({ failed: describe(failure) });
      },
    );
  });
}

/** Tables whose rows are in the parent, standing where the SDK's clients stand; each call first waits for `before`. */
export function remoteTables(remote: Remote, before: () => Promise<void> = async () => undefined): Tables {
  const slowed: Remote = {
    ...remote,
    async call(...what) {
      await before();
      return remote.call(...what);
    },
  };
  return tablesOf(slowed);
}

function tablesOf(remote: Remote): Tables {
  return {
    customers: remoteTable(remote, 'customers'),
    due: remoteTable(remote, 'due'),
    byStatus: remoteTable(remote, 'byStatus'),
    byName: remoteTable(remote, 'byName'),
    sorted: remoteTable(remote, 'sorted'),
    events: remoteTable(remote, 'events'),
    mails: remoteTable(remote, 'mails'),
    webhooks: remoteTable(remote, 'webhooks'),
    prospects: remoteTable(remote, 'prospects'),
    imports: remoteTable(remote, 'imports'),
    activity: remoteTable(remote, 'activity'),
    people: remoteTable(remote, 'people'),
  };
}

const methods = [
  ...['createEntity', 'updateEntity', 'upsertEntity', 'deleteEntity', 'getEntity', 'submitTransaction'],
] as const;

function remoteTable(remote: Remote, name: string): TableClient {
  const calls = methods.map((method) => [method, (...args: unknown[]) => remote.call(name, method, ...args)]);
  async function* pages(listing: Listing, settings: PageSettings) {
    let { continuationToken } = settings;
    do {
      const from = continuationToken === undefined ? {} : { continuationToken };
      const page = (await remote.call(name, 'page', listing, { ...settings, ...from })) as Page;
      ({ continuationToken } = page);
      yield Object.assign(page.rows, { continuationToken });
    } while (continuationToken !== undefined);
  }
  const listEntities = (listing: Listing = {}) => ({
    byPage: (settings: PageSettings = {}) => pages(listing, settings),
    async *[Symbol.asyncIterator]() {
      for await (const page of pages(listing, {})) yield* page;
    },
  });
  // What listens to answers cannot be sent to another process.
  const getEntity = (...[partitionKey, rowKey]: string[]) =>
    remote.call(name, 'getEntity', partitionKey, rowKey);
  return { ...Object.fromEntries(calls), getEntity, listEntities };
}

/** The targets that `remoteTables` calls. */
export function tableTargets(tables: Tables): Targets {
  return Object.fromEntries(Object.entries(tables).map(([name, client]) => [name, targetOf(client)]));
}

function targetOf(client: TableClient): Targets[string] {
  const own = Object.fromEntries(methods.map((method) => [method, client[method as 'getEntity']]));
  const page = async (listing: Listing, settings: PageSettings): Promise<Page> => {
    const { value } = await client.listEntities(listing).byPage(settings).next();
    return { rows: [...(value ?? [])], continuationToken: value?.continuationToken };
  };
  return { ...own, page };
}

function describe(failure: unknown): Failed {
  if (!(failure instanceof RestError)) return { message: String(failure) };
  const { message, statusCode, code } = failure;
  return { message, ...(statusCode && { statusCode }), ...(code && { code }) };
}

function failureOf({ message, statusCode, code }: Failed): Error {
  if (statusCode === undefined) return new Error(message);
  return new RestError(message, { statusCode, ...(code && { code }) });
}
