import { RestError, type TableClient, type TransactionAction } from '@azure/data-tables';
import type { Fate, Passing } from '../../fault/proxies/httpProxy.ts';

/** Decides what becomes of a request, as the proxy before a real table does. */
export type FateOf = (passing: Omit<Passing, 'number' | 'headers'>) => Promise<Fate>;

type Entity = { readonly partitionKey: string; readonly rowKey: string };
type Query = Parameters<TableClient['listEntities']>[0];
type PageSettings = { maxPageSize?: number; continuationToken?: string };

/** As the SDK does it for our clients. */
const tries = 3;

type Judge = {
  readonly fateOf: FateOf;
  /** Told when a request begins and when it has ended. */
  runs(by: 1 | -1): void;
};

/**
 * The client of a table in memory whose requests are refused or lost as a judge says, and tried again as the
 * SDK tries them. Every request lets others go first, so that writers who act at once meet.
 */
export function breakableTable(table: () => TableClient, name: string, { fateOf, runs }: Judge): TableClient {
  const request = async <T>(method: string, body: unknown, send: () => Promise<T>): Promise<T> => {
    runs(1);
    try {
      return await tried(method, body, send);
    } finally {
      runs(-1);
    }
  };
  const tried = async <T>(method: string, body: unknown, send: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      await othersGoFirst();
      const fate = await fateOf({ method, url: `/${name}`, body: `/${name} ${JSON.stringify(body)}` });
      if (fate === 'pass') return send();
      // What the service says to a request whose answer is lost, the client never knows.
      if (fate === 'loseReply') await send().catch(() => undefined);
      if (attempt === tries) throw fate === 'refuse' ? refused() : lost();
    }
  };
  async function* pages(query: Query, settings: PageSettings) {
    let continuationToken = settings.continuationToken;
    do {
      const from = continuationToken === undefined ? settings : { ...settings, continuationToken };
      const read = async () => {
        const { value } = await table().listEntities(query).byPage(from).next();
        return value as Entity[] & { continuationToken?: string };
      };
      const page = await request('GET', query ?? null, read);
      yield page;
      ({ continuationToken } = page);
    } while (continuationToken !== undefined);
  }
  const client = {
    createEntity: (entity: Entity) => request('POST', entity, () => table().createEntity(entity)),
    updateEntity: (...args: Parameters<TableClient['updateEntity']>) =>
      request('PATCH', args, () => table().updateEntity(...args)),
    upsertEntity: (...args: Parameters<TableClient['upsertEntity']>) =>
      request('PATCH', args, () => table().upsertEntity(...args)),
    deleteEntity: (...args: Parameters<TableClient['deleteEntity']>) =>
      request('DELETE', args, () => table().deleteEntity(...args)),
    getEntity: (...args: Parameters<TableClient['getEntity']>) =>
      request('GET', args, () => table().getEntity(...args)),
    submitTransaction: (actions: TransactionAction[]) =>
      request('POST', actions, () => table().submitTransaction(actions)),
    listEntities: (query?: Query) => ({
      byPage: (settings: PageSettings = {}) => pages(query, settings),
      async *[Symbol.asyncIterator]() {
        for await (const page of pages(query, {})) yield* page;
      },
    }),
  };
  return client as unknown as TableClient;
}

async function othersGoFirst(): Promise<void> {
  const turns = 1 + Math.floor(Math.random() * 3);
  for (let turn = 0; turn < turns; turn += 1) await new Promise<void>((go) => void setImmediate(go));
}

function refused(): RestError {
  return new RestError('ServerBusy', { statusCode: 503, code: 'ServerBusy' });
}

function lost(): RestError {
  return new RestError('The connection broke.', { code: RestError.REQUEST_SEND_ERROR });
}
