import { createQueueOpener, createQueues } from '../../../shared/adapters/storage/kit/storageClients.ts';
import { createStorageOn } from '../../../shared/adapters/storage/storage.ts';
import { tables as tableNames } from '../../../shared/tables.ts';
import { start, type BreakableStorage } from '../../shared/adapters/storage/testStorage.ts';
import type { TableProxy } from '../../fault/proxies/tableProxy.ts';
import { atRest } from '../atRest.ts';
import { breakableTable, type FateOf } from './breakableTable.ts';
import { createMemoryTables } from './memoryTables.ts';

/** No queue is called, since no test of storage in memory wakes anybody. */
const nowhere = 'UseDevelopmentStorage=true';

/** The storage of tests in memory: the adapters are the real ones, a request takes microseconds. */
export async function startMemoryStorage(): Promise<BreakableStorage> {
  let memory = createMemoryTables();
  let instant = start;
  let running = 0;
  const clock = { now: () => instant, set: (to: Date) => void (instant = to) };
  const runs = (by: 1 | -1) => void (running += by);
  const writer: BreakableStorage['writer'] = async () => {
    const { fateOf, proxy } = createJudge();
    const open = (name: keyof typeof tableNames) =>
      breakableTable(() => memory.clients[name], tableNames[name], { fateOf, runs });
    const tables = {
      ...{ customers: open('customers'), due: open('due'), byStatus: open('byStatus') },
      ...{ sorted: open('sorted'), people: open('people'), activity: open('activity') },
      ...{ byName: open('byName'), events: open('events'), mails: open('mails') },
      ...{ webhooks: open('webhooks'), prospects: open('prospects'), imports: open('imports') },
    };
    const clients = { tables, queues: createQueues(nowhere), openQueue: createQueueOpener(nowhere) };
    return { ...createStorageOn(clients, clock, { atRest }), proxy };
  };
  return {
    get tables() {
      return memory.clients;
    },
    clock,
    writer,
    async settled() {
      while (running > 0) await new Promise<void>((go) => void setImmediate(go));
    },
    clear: async () => void (memory = createMemoryTables()),
    stop: async () => undefined,
  };
}

/** What the proxy is before a real table. */
function createJudge(): { fateOf: FateOf; proxy: TestProxy } {
  let rule: Parameters<TableProxy['rule']>[0] = () => 'pass';
  let seen = 0;
  return {
    fateOf: async (passing) => rule({ ...passing, number: (seen += 1), headers: {} }),
    proxy: {
      rule(decide) {
        rule = decide;
        seen = 0;
      },
      count: () => seen,
    },
  };
}

type TestProxy = Pick<TableProxy, 'rule' | 'count'>;
