import * as z from 'zod';
import {
  customerColumns,
  importActions,
  importColumns,
  maxImportRows,
} from '../../domain/imports/customerImport.ts';
import { instant, pageSize } from '../fields.ts';

const columns = importActions.map(
  (action) => `${action}: ${[...customerColumns, ...importColumns[action]].join(', ')}`,
);

/** Body of `POST /imports`, as text. */
export const importBody = z.string().meta({
  description: [
    'CSV in UTF-8; commas, semicolons or tabs, as the header line has them.',
    `Columns by name, in any order and case: ${columns.join('; ')}. E-mail may be called so in other languages, too; other columns are not read, and named in warnings.`,
    `Each row names its customer by customerTenantId or by domain. At most ${String(maxImportRows)} rows of customers, and 5 MiB.`,
    'Cells keep the rules of the single calls; an empty cell is an absent value.',
  ].join(' '),
});

export const importQuery = z.strictObject({
  action: z.enum(importActions).meta({ description: 'What is asked for, for each row' }),
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({
      wire: { type: 'boolean', default: false },
      description: 'true: only say what would become of each row; nothing is stored or sent',
    }),
});

/** A text that is no id of ours leads to "not found". */
export const importPath = z.strictObject({ importId: z.string().max(64) });

export const importPageQuery = z.strictObject({
  pageSize: pageSize.default(100),
  continuationToken: z.string().max(4096).optional(),
});

const importRow = z.object({
  row: z.int().meta({ description: 'As a spreadsheet counts: the header is row 1' }),
  customerTenantId: z.string().nullable(),
  result: z.enum(['waiting', 'ready', 'done', 'refused']).meta({
    description:
      'ready: would be carried out, in a dry run; waiting, in a dry run: Partner Center cannot say now whether it has the customer',
  }),
  invitationId: z.string().nullable(),
  attestationId: z.string().nullable(),
  code: z.string().nullable().meta({ description: 'Why it was refused: a code of a problem document' }),
  message: z.string().nullable(),
  errors: z.array(
    z.object({
      pointer: z.string().meta({ description: 'Row and column, like /rows/17/email' }),
      message: z.string(),
    }),
  ),
});

export type ImportRowView = z.infer<typeof importRow>;

const warnings = z
  .array(z.object({ pointer: z.string(), message: z.string() }))
  .meta({ description: 'Columns of the file that are not read' });

/** Answer of `POST /imports`. */
export const importView = z
  .object({
    id: z.string(),
    action: z.enum(importActions),
    state: z.enum(['accepted', 'running', 'done']),
    counts: z.object({ rows: z.int(), waiting: z.int(), done: z.int(), refused: z.int() }),
    warnings,
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Import' });

export type ImportView = z.infer<typeof importView>;

/** Answer of `POST /imports?dryRun=true`. */
export const importJudgementView = z
  .object({
    action: z.enum(importActions),
    counts: z.object({ rows: z.int(), ready: z.int(), waiting: z.int(), refused: z.int() }),
    warnings,
    items: z.array(importRow),
  })
  .meta({ id: 'ImportJudgement' });

export type ImportJudgementView = z.infer<typeof importJudgementView>;

export const importPageView = importView
  .extend({
    items: z.array(importRow),
    continuationToken: z.string().nullable().meta({
      description: 'Null on the last page. A page may have fewer items than asked for, and yet a token.',
    }),
  })
  .meta({ id: 'ImportPage' });

export type ImportPageView = z.infer<typeof importPageView>;
