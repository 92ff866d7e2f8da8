import { randomUUID } from 'node:crypto';
import type { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createImports } from '../../../../shared/adapters/storage/imports.ts';
import { createStorage } from '../../../../shared/adapters/storage/storage.ts';
import {
  advanceImport,
  beginImport,
  type SettledRow,
} from '../../../../shared/domain/imports/customerImport.ts';
import type {
  ImportRow,
  Imports,
  NewImport,
  OpenImport,
  StoredImport,
} from '../../../../shared/workflows/ports/importPorts.ts';
import { atRest } from '../../../fakes/atRest.ts';
import { newTenantId, start, startTestStorage, type TestStorage } from './testStorage.ts';

const secret = 'carl@contoso.example';
const receipt = { id: 'a key', fingerprint: 'f', answer: '{"a":1}' };

let storage: TestStorage;
let imports: Imports;
beforeAll(async () => {
  storage = await startTestStorage();
});
beforeEach(async () => {
  await storage.clear();
  imports = createStorage(storage.connectionString, storage.clock, { atRest, retryDelayMs: 1 }).imports;
});
afterAll(() => storage.stop());

function wanted(row: number): ImportRow {
  const recipient = { firstName: 'Carl', lastName: null, email: secret, phone: null };
  const rest = { kind: 'existingCustomer', delivery: 'email', language: null, note: null } as const;
  const wish = {
    domain: 'contoso.example',
    acceptance: { path: 'invite', request: { ...rest, recipient } },
  } as const;
  return { row, customerTenantId: null, wish };
}

const refused = (row: number): SettledRow => {
  const outcome = { kind: 'refused', code: 'INVALID_INPUT', message: 'm', errors: [] } as const;
  return { row, customerTenantId: null, outcome };
};
const done = (row: number): SettledRow => ({
  row,
  customerTenantId: 'c',
  outcome: { kind: 'done', id: `c.${String(row)}` },
});

/** A file whose rows 2 to `last` wait, but for those that are wrong in themselves. */
function newImport(last: number, wrong: readonly number[] = []): NewImport {
  const all = Array.from({ length: last - 1 }, (_, index) => index + 2);
  const waiting = all.filter((row) => !wrong.includes(row)).map(wanted);
  const by = { kind: 'agent', id: 'an agent' } as const;
  const counts = { rows: all.length, refused: wrong.length };
  const file = beginImport({ id: newTenantId(), action: 'invite', by, ...counts }, start);
  return { file, waiting, settled: wrong.map(refused), receipt: null };
}

async function kept(given: NewImport, into = imports): Promise<StoredImport> {
  expect(await into.create(given)).toBe('committed');
  return (await into.find(given.file.id)) ?? expect.fail('it is not there');
}

const step = (before: StoredImport, settled: readonly SettledRow[], by = imports) =>
  by.settle(before, advanceImport(before.file, { settled, retryAt: null }, start), settled);

async function allRows(): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for await (const row of storage.tables.imports.listEntities()) rows.push(row);
  return rows;
}

it('an import of many transactions is found as it was kept, row by row, and tells nobody who has the table', async () => {
  const given = { ...newImport(251, [4]), receipt };
  const { file } = await kept(given);
  expect(file).toEqual(given.file);
  expect((await imports.waiting(file.id, 3, 2)).map(({ row }) => row)).toEqual([5, 6]);
  expect(await imports.waiting(file.id, 250, 40)).toEqual([wanted(251)]);
  expect(await imports.receipt(receipt.id)).toEqual(receipt);
  expect(await imports.open()).toMatchObject([{ id: file.id, state: 'accepted', begunAt: start }]);
  const text = (await allRows()).map((row) =>
    Object.values(row)
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
      .join(),
  );
  expect(text.join()).not.toMatch(/carl|contoso/i);
});

it('results take the place of what was kept of people, count in the same step, and are read in pages', async () => {
  const before = await kept(newImport(9, [4]));
  const { id } = before.file;
  const next = (await step(before, [done(2), refused(5)])) ?? expect.fail('nobody else is there');
  expect(next.file).toMatchObject({ state: 'running', done: 1, refused: 2 });
  const first = await imports.page(id, 5, null);
  const rest = await imports.page(id, 5, first.position);
  const words = [...first.rows, ...rest.rows].map(({ row, outcome }) => `${String(row)} ${outcome.kind}`);
  expect(words).toEqual([
    ...['2 done', '3 waiting', '4 refused', '5 refused', '6 waiting', '7 waiting', '8 waiting', '9 waiting'],
  ]);
  expect([first.rows.length, rest.position]).toEqual([5, null]);
  const end = (await step(next, [3, 6, 7, 8, 9].map(done))) ?? expect.fail('nobody else is there');
  expect((await imports.find(id))?.file).toEqual({ ...end.file, state: 'done', finishedAt: start });
  await imports.close(id);
  await imports.close(id);
  expect([await imports.open(), (await allRows()).some((row) => 'sealed' in row)]).toEqual([[], false]);
});

it('imports are listed newest first, page by page, once they count', async () => {
  const ids: string[] = [];
  for (let hour = 0; hour < 3; hour += 1) {
    const given = newImport(3);
    const file = { ...given.file, createdAt: new Date(start.getTime() + hour * 3_600_000) };
    await kept({ ...given, file });
    ids.unshift(file.id);
  }
  const first = await imports.list(2, null);
  const rest = await imports.list(2, first.position);
  expect([...first.files, ...rest.files].map(({ id }) => id)).toEqual(ids);
  expect([first.files.length, rest.position]).toEqual([2, null]);
});

it('rows of one outcome are read alone, in their order', async () => {
  const before = await kept(newImport(9, [4]));
  const { id } = before.file;
  const cancelled: SettledRow = { row: 6, customerTenantId: 'c', outcome: { kind: 'cancelled' } };
  await step(before, [done(2), refused(5), cancelled]);
  const rows = async (result: Parameters<Imports['page']>[3]) => {
    const found: number[] = [];
    let position: string | null = null;
    do {
      const page: Awaited<ReturnType<Imports['page']>> = await imports.page(id, 2, position, result);
      found.push(...page.rows.map(({ row }) => row));
      ({ position } = page);
    } while (position !== null);
    return found;
  };
  expect([await rows('refused'), await rows('done'), await rows('cancelled')]).toEqual([[4, 5], [2], [6]]);
  expect(await rows('waiting')).toEqual([3, 7, 8, 9]);
  expect(await rows(undefined)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

it('of two who save at once one wins, whether they did the same rows or others', async () => {
  const before = await kept(newImport(9));
  const outcomes = await Promise.all([
    step(before, [done(2)]),
    step(before, [done(3)]),
    step(before, [done(2)]),
  ]);
  expect(outcomes.filter(Boolean)).toHaveLength(1);
  expect((await imports.find(before.file.id))?.file.done).toBe(1);
});

it('a page is whole where storage gives fewer rows than it was asked for', async () => {
  const { imports: table } = storage.tables;
  const client = {
    getEntity: table.getEntity.bind(table),
    listEntities: (query: { queryOptions: { filter: string } }) => ({
      byPage: () => table.listEntities(query).byPage({ maxPageSize: 2 }),
    }),
  } as unknown as TableClient;
  const short = createImports({ imports: client }, { atRest, newId: randomUUID });
  const before = await kept(newImport(12));
  await step(before, [9, 10, 11, 12].map(done));
  const rows: number[] = [];
  let position: string | null = null;
  do {
    const page = await short.page(before.file.id, 5, position);
    rows.push(...page.rows.map(({ row }) => row));
    ({ position } = page);
  } while (position !== null);
  expect(rows).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

describe('a crash', () => {
  it.each(['loseRequest', 'loseReply'] as const)(
    'after any request of taking a file (%s) leaves a whole import, or one that never counts and goes',
    async (last) => {
      const writer = await storage.writer();
      let forwarded = 0;
      for (let isOver = false; !isOver; forwarded += 1) {
        await storage.clear();
        const given = newImport(150);
        writer.proxy.rule(({ number }) => {
          if (number > forwarded) return 'loseRequest';
          return number === forwarded ? (last === 'loseReply' ? 'loseReply' : 'pass') : 'pass';
        });
        const answer = await writer.imports.create(given).catch(() => 'failed');
        isOver = writer.proxy.count() <= forwarded;
        const [open] = await imports.open();
        if (answer === 'committed') expect(open?.state).toBe('accepted');
        if (open?.state === 'accepted') {
          expect(await imports.waiting(given.file.id, 0, 1000)).toHaveLength(149);
        } else if (open) {
          await imports.discard(open);
          expect(await allRows()).toEqual([]);
        } else expect(await allRows()).toEqual([]);
      }
      expect(forwarded).toBeGreaterThan(4);
    },
  );

  it('is not supposed of a file that comes to be after all', async () => {
    const writer = await storage.writer();
    let draft: OpenImport | undefined;
    writer.proxy.rule(async ({ number }): Promise<'pass'> => {
      if (number === 3) [draft] = await imports.open();
      return 'pass';
    });
    const { file } = await kept(newImport(20), writer.imports);
    if (draft?.state !== 'draft') expect.fail('there is no draft');
    await imports.discard(draft);
    expect([(await imports.open()).length, (await imports.waiting(file.id, 0, 100)).length]).toEqual([1, 19]);
  });

  it.each(['refuse', 'loseReply'] as const)(
    'of one request (%s) is no crash: it is sent again, and counts once',
    async (fate) => {
      const writer = await storage.writer();
      for (const broken of [2, 3, 4, 5]) {
        writer.proxy.rule(({ number }) => (number === broken ? fate : 'pass'));
        const before = await kept(
          { ...newImport(150), receipt: { ...receipt, id: `${fate} ${String(broken)}` } },
          writer.imports,
        );
        writer.proxy.rule(({ number }) => (number === 1 ? fate : 'pass'));
        expect((await step(before, [done(2)], writer.imports))?.file.done).toBe(1);
        expect((await imports.find(before.file.id))?.file.done).toBe(1);
      }
    },
  );
});
