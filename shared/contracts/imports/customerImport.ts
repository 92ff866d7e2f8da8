import * as z from 'zod';
import {
  customerColumns,
  importActions,
  importColumns,
  maxImportRows,
} from '../../domain/imports/customerImport.ts';
import { instant, pageSize, tenantId } from '../fields.ts';

const columns = importActions.map(
  (action) => `${action}: ${[...customerColumns, ...importColumns[action]].join(', ')}`,
);

/** Body of `POST /imports` as text. */
const importText = z.string().meta({
  description: [
    'CSV in UTF-8; commas, semicolons or tabs, as the header line has them.',
    `Columns by name, in any order and case: ${columns.join('; ')}. E-mail may be called so in other languages, too; other columns are not read, and named in warnings.`,
    `Each row names its customer by customerTenantId or by domain. At most ${String(maxImportRows)} rows of customers, and 5 MiB.`,
    'Cells keep the rules of the single calls; an empty cell is an absent value.',
  ].join(' '),
});

const importList = z
  .strictObject({ customerTenantIds: z.array(tenantId).min(1, 'is empty').max(maxImportRows) })
  .meta({
    id: 'ImportList',
    description: [
      'Customers by id, each as a row that names it alone; the first is row 1.',
      'With `invite`, the person is invited who was asked before; `attest` needs a file.',
    ].join(' '),
  });

export type ImportList = z.output<typeof importList>;

/** A file, or customers by id. */
export const importBody = z.union([importText, importList]);

export const importQuery = z.strictObject({
  action: z.enum(importActions).meta({
    description:
      'What is asked for, for each row. resend and cancel are about the open attestation, or else the invitation; check asks Microsoft',
  }),
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

export const importListQuery = z.strictObject({
  pageSize: pageSize.default(100),
  continuationToken: z.string().max(4096).optional(),
});

const results = ['waiting', 'done', 'refused', 'cancelled'] as const;

export const importPageQuery = importListQuery.extend({
  result: z.enum(results).optional().meta({ description: 'Only rows of this outcome' }),
});

const importRow = z.object({
  row: z.int().meta({ description: 'As a spreadsheet counts: the header is row 1' }),
  customerTenantId: z.string().nullable(),
  result: z.enum([...results, 'ready']).meta({
    description:
      'ready: would be carried out, in a dry run; waiting, in a dry run: Partner Center cannot say now whether it has the customer; cancelled: the import was stopped before this row',
  }),
  invitationId: z.string().nullable(),
  attestationId: z.string().nullable(),
  code: z.string().nullable().meta({ description: 'Why it was refused: a code of a problem document' }),
  message: z.string().nullable(),
  url: z.string().nullable().meta({
    description:
      'Where delivery is "link": the link to hand out, as long as it leads somewhere; null for roles that may not hold it',
  }),
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
    by: z.string().meta({ description: 'Object id of the agent; `GET /people` has the name' }),
    state: z.enum(['accepted', 'running', 'cancelling', 'cancelled', 'done']).meta({
      description: 'cancelling: no further row begins; cancelled: the rows that waited are settled as such',
    }),
    counts: z.object({
      rows: z.int(),
      waiting: z.int(),
      done: z.int(),
      refused: z.int(),
      cancelled: z.int(),
    }),
    estimatedEndAt: instant.nullable().meta({
      description:
        'When its last mail will have gone out, by the quota of mails; null where it sends none, and when that time is over',
    }),
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
    estimatedEndAt: instant.nullable().meta({
      description:
        'When the last mail would have gone out, by the quota of mails; null where it would send none',
    }),
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

/** Answer of `GET /imports`. */
export const importListView = z
  .object({ items: z.array(importView), continuationToken: z.string().nullable() })
  .meta({ id: 'ImportHistory' });
