import { beforeEach, describe, expect, it } from 'vitest';
import { cancelImport } from '../../../../shared/workflows/imports/cancelImport.ts';
import { startRecord } from '../../../../shared/workflows/customers/startRecord.ts';
import type { Needs } from '../../../../shared/workflows/ports/ports.ts';
import { runImport } from '../../../../shared/workflows/imports/runImport.ts';
import { sweepImports } from '../../../../shared/workflows/imports/sweepImports.ts';
import { tenant } from '../../../fakes/world.ts';
import {
  accepted,
  contoso,
  createImportWorld,
  fabrikam,
  fileNow,
  inWords,
  rowsOf,
  stranger,
  twoByIdOneByDomain,
  type ImportWorld,
} from './importFixture.ts';

let world: ImportWorld;
let failures: unknown[];
beforeEach(async () => {
  world = await createImportWorld();
  failures = [];
});

const report = (failure: unknown): void => void failures.push(failure);
const run = (id: string, needs: Needs = world) => runImport(needs, id, { runMs: 60_000, report });
const customers = [tenant, contoso, fabrikam];
const invited = (ids: readonly string[] = customers) =>
  ids.filter((id) => world.record(id).invitation !== null).length;

/** Each row says what really happened to its customer, the counts say it of all, and nothing of people is left. */
async function expectTruth(id: string, ids: readonly string[] = customers): Promise<void> {
  const rows = await rowsOf(world, id, 100);
  const file = await fileNow(world, id);
  expect(rows.length).toBe(ids.length);
  for (const { customerTenantId, row, outcome } of rows) {
    const isInvited = world.record(ids[row - 2] ?? '').invitation !== null;
    expect([row, outcome.kind, customerTenantId]).toEqual([
      ...[row, isInvited ? 'done' : 'cancelled', ids[row - 2]],
    ]);
  }
  const done = invited(ids);
  const cancelled = ids.length - done;
  expect(file).toMatchObject({ state: cancelled > 0 ? 'cancelled' : 'done', done, refused: 0 });
  expect(file.cancelled ?? 0).toBe(cancelled);
  expect(world.table.rows().filter((row) => 'sealed' in row)).toEqual([]);
  expect(await world.imports.open()).toEqual([]);
}

/** A commit of the so-manieth record from now on waits until something else was done. */
function beforeCommit(at: number, work: () => Promise<unknown>): Needs {
  let commits = 0;
  const commit: Needs['agreements']['commit'] = async (change) => {
    if ((commits += 1) === at) await work();
    return world.agreements.commit(change);
  };
  return { ...world, agreements: { ...world.agreements, commit } };
}

describe('a cancelled import', () => {
  it('that has not begun invites no customer, and says so of each row', async () => {
    const { id } = await accepted(world, twoByIdOneByDomain);
    expect(await cancelImport(world, id)).toMatchObject({ state: 'cancelling' });
    expect(world.importsWoken).toHaveLength(2);
    expect(await run(id)).toEqual({ kind: 'done' });
    expect(invited()).toBe(0);
    await expectTruth(id);
  });

  it('begins no further row: those that are under way are finished', async () => {
    const ids = Array.from(
      { length: 60 },
      (_, at) => `bbbbbbbb-0000-4000-8000-${String(at).padStart(12, '0')}`,
    );
    for (const [at, customerTenantId] of ids.entries()) {
      const names = { companyName: `c${String(at)}`, domain: `c${String(at)}.example` };
      await startRecord(world, { customerTenantId, ...names, hasRelationship: true });
    }
    const lines = ids.map((id, at) => `${id},c${String(at)}@c.example`);
    const { id } = await accepted(world, ['customerTenantId,email', ...lines]);
    await run(
      id,
      beforeCommit(20, () => cancelImport(world, id)),
    );
    // Eight rows are carried out at a time.
    expect(invited(ids)).toBeGreaterThanOrEqual(20);
    expect(invited(ids)).toBeLessThanOrEqual(28);
    await expectTruth(id, ids);
  });

  it('says what became of a row whose commit another run was faster with, either way', async () => {
    for (const at of [1, 2, 3]) {
      world = await createImportWorld();
      const { id } = await accepted(world, twoByIdOneByDomain);
      await run(
        id,
        beforeCommit(at, async () => {
          await cancelImport(world, id);
          await run(id);
        }),
      );
      await expectTruth(id);
      expect(invited()).toBeLessThan(3);
    }
  });

  it('asked for twice is stopped once, and at its end there is nothing to stop', async () => {
    const { id } = await accepted(world, twoByIdOneByDomain);
    await cancelImport(world, id);
    expect(await cancelImport(world, id)).toMatchObject({ state: 'cancelling' });
    await run(id);
    expect(await cancelImport(world, id)).toMatchObject({ state: 'cancelled', cancelled: 3 });
    const other = await accepted(world, twoByIdOneByDomain);
    await run(other.id);
    await expect(cancelImport(world, other.id)).rejects.toMatchObject({ code: 'IMPORT_CLOSED' });
    await expect(cancelImport(world, stranger)).rejects.toMatchObject({ code: 'IMPORT_NOT_FOUND' });
  });

  it('needs no message: the sweep settles its rows', async () => {
    const { id } = await accepted(world, twoByIdOneByDomain);
    await cancelImport(world, id);
    world.pass(60 * 60_000);
    expect(await sweepImports(world, report)).toBe(1);
    await expectTruth(id);
  });

  it('says cancelled of rows whose customer is not known, and keeps what was refused', async () => {
    const { id } = await accepted(world, [
      'domain,email',
      'nobody.example,n@nobody.example',
      'contoso.example,not an address',
    ]);
    await cancelImport(world, id);
    await run(id);
    expect(inWords(await rowsOf(world, id))).toEqual(['2 cancelled', '3 INVALID_INPUT']);
  });

  it.each(['before', 'after'] as const)(
    'ends with the truth, where it is cut off %s any call to its table',
    async (when) => {
      let points = 0;
      for (let at = 1, isOver = false; !isOver; at += 1) {
        points = at;
        world = await createImportWorld();
        const { id } = await accepted(world, twoByIdOneByDomain);
        world.breakCall(at, when);
        const needs = beforeCommit(2, () => cancelImport(world, id).catch(() => undefined));
        await run(id, needs).catch(() => undefined);
        isOver = world.calls() < at;
        world.breakCall(null);
        world.pass(60 * 60_000);
        await sweepImports(world, report);
        await sweepImports(world, report);
        await expectTruth(id);
      }
      expect(points).toBeGreaterThan(6);
    },
  );
});
