import type { ImportJudgement } from '../../../client/operations.ts';
import { csvLine } from '../customers/csv.ts';
import {
  cellOf,
  columnProblems,
  customerColumns,
  mappingOf,
  type ImportAction,
  type Mapping,
} from './columns.ts';
import type { Table } from './table.ts';

/** A file on its way to an import. */
export type Draft = {
  readonly action: ImportAction;
  readonly table?: Table | undefined;
  readonly mapping: Mapping;
  /** What the dry run said of these very rows and columns. */
  readonly judged?: ImportJudgement | undefined;
};

/** What each step of the way is given. */
export type StepProps = { readonly draft: Draft; readonly onChange: (draft: Draft) => void };

const blank: Draft = { action: 'invite', mapping: [] };
// In memory only: a file full of names belongs into no storage and no address.
let kept = blank;
const sent = new Map<string, { readonly table: Table; readonly mapping: Mapping }>();

export const keptDraft = (): Draft => kept;
export const keepDraft = (draft: Draft): void => void (kept = draft);

/** Whether the columns can be read. */
export const isMapped = ({ table, mapping, action }: Draft): boolean =>
  table !== undefined && columnProblems(mapping, action).length === 0;

export const withTable = (draft: Draft, table: Table | undefined): Draft => ({
  action: draft.action,
  table,
  mapping: table ? mappingOf(table, draft.action) : [],
});

/** The file of an import that was begun on this page; its rows stay, so that results can stand beside them. */
export const fileOf = (importId: string) => sent.get(importId);

export function keepFile(importId: string, table: Table, mapping: Mapping): void {
  sent.set(importId, { table, mapping });
  kept = { ...blank, action: kept.action };
}

/**
 * The rows as the API takes them: its own names of the columns, and each row on the line that it has in the
 * spreadsheet, so that row numbers are the same everywhere.
 */
export function bodyOf({ table, mapping }: Draft): string {
  const columns = mapping.filter((column) => column !== null);
  const lines: string[] = [csvLine(columns)];
  const [first, second] = customerColumns;
  for (const { number, cells } of table?.rows ?? []) {
    while (lines.length < number - 1) lines.push('');
    const values = columns.map((column) => {
      // A row that names its customer twice means one customer.
      const isSpare = column === second && cellOf(cells, mapping, first) !== '';
      return isSpare ? '' : cellOf(cells, mapping, column);
    });
    lines.push(csvLine(values));
  }
  return lines.join('\n');
}
