import { randomUUID } from 'node:crypto';
import { RestError } from '@azure/data-tables';
import { createImports } from '../../../../shared/adapters/storage/imports.ts';
import { readImport } from '../../../../shared/contracts/imports/readImport.ts';
import type {
  CustomerImport,
  ImportAction,
  ImportedRow,
} from '../../../../shared/domain/imports/customerImport.ts';
import type { Once } from '../../../../shared/domain/caller.ts';
import { createImport } from '../../../../shared/workflows/imports/createImport.ts';
import type { Needs } from '../../../../shared/workflows/ports/ports.ts';
import { startRecord } from '../../../../shared/workflows/customers/startRecord.ts';
import { atRest } from '../../../fakes/atRest.ts';
import { createMemoryTable, type MemoryTable } from '../../../fakes/tables/memoryTable.ts';
import { createWorld, tenant, type World } from '../../../fakes/world.ts';

export const by = { kind: 'agent', id: 'an agent' } as const;
export const contoso = 'aaaaaaaa-0000-4000-8000-000000000001';
export const fabrikam = 'aaaaaaaa-0000-4000-8000-000000000002';
export const stranger = 'aaaaaaaa-0000-4000-8000-00000000000f';

export type ImportWorld = World & {
  readonly table: MemoryTable;
  /** From now on, the so-manieth call to the table of imports fails, before or after its effect; none with null. */
  breakCall(at: number | null, when?: 'before' | 'after'): void;
  /** Runs ahead of the so-manieth call from now on, as somebody who was faster. */
  aheadOfCall(at: number, run: () => Promise<unknown>): void;
  /** Calls since then. */
  calls(): number;
};

/** The world with three customers, tailspintoys.example, contoso.example and fabrikam.example, and a table that can break. */
export async function createImportWorld(): Promise<ImportWorld> {
  let [broken, when, calls]: [number | null, string, number] = [null, 'before', 0];
  let interrupted: { at: number; run: () => Promise<unknown> } | undefined;
  const fail = (): never => {
    throw new RestError('gone', { statusCode: 503 });
  };
  const table = createMemoryTable(async () => {
    calls += 1;
    if (calls === interrupted?.at) await interrupted.run();
    if (calls !== broken) return undefined;
    return when === 'before' ? fail() : fail;
  });
  const world = createWorld();
  const own = {
    table,
    imports: createImports({ imports: table.client }, { atRest, newId: randomUUID }),
    breakCall(at: number | null, wanted: 'before' | 'after' = 'before') {
      [broken, when, calls] = [at, wanted, 0];
    },
    aheadOfCall(at: number, run: () => Promise<unknown>) {
      [interrupted, calls] = [{ at, run }, 0];
    },
    calls: () => calls,
  };
  for (const [customerTenantId, name] of [
    [contoso, 'contoso'],
    [fabrikam, 'fabrikam'],
  ] as const) {
    const customer = {
      customerTenantId,
      companyName: name,
      domain: `${name}.example`,
      hasRelationship: true,
    };
    await startRecord(world, customer);
  }
  return { ...world, ...own };
}

/** A file as it is read from the lines of a spreadsheet. */
export function fileOf(lines: readonly string[], action: ImportAction = 'invite') {
  return readImport(
    lines.map((line, index) => ({ row: index + 1, cells: line.split(',') })),
    action,
  );
}

/** Two rows of three customers, one of them by its domain. */
export const twoByIdOneByDomain = [
  'customerTenantId,domain,firstName,email',
  `${tenant},,Tania,tania@tailspintoys.example`,
  ',contoso.example,Carl,carl@contoso.example',
  `${fabrikam},,Fay,fay@fabrikam.example`,
];

export async function accepted(
  needs: Needs,
  lines: readonly string[],
  action: ImportAction = 'invite',
  once?: Once<CustomerImport>,
) {
  const outcome = await createImport(needs, fileOf(lines, action), { by, once });
  if (outcome.kind === 'replayed') throw new Error('a first request is not replayed');
  return outcome.record;
}

export async function fileNow({ imports }: Pick<Needs, 'imports'>, id: string): Promise<CustomerImport> {
  const stored = await imports.find(id);
  if (!stored) throw new Error(`there is no import ${id}`);
  return stored.file;
}

/** All rows of an import, read page by page. */
export async function rowsOf(
  { imports }: Pick<Needs, 'imports'>,
  id: string,
  size = 2,
): Promise<ImportedRow[]> {
  const rows: ImportedRow[] = [];
  let position: string | null = null;
  do {
    const page = await imports.page(id, size, position);
    rows.push(...page.rows);
    ({ position } = page);
  } while (position !== null);
  return rows;
}

/** What became of each row, in a word. */
export const inWords = (rows: readonly ImportedRow[]): string[] =>
  rows.map(({ row, outcome }) => {
    const word = outcome.kind === 'refused' ? outcome.code : outcome.kind;
    return `${String(row)} ${word}`;
  });
