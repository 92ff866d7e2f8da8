import * as z from 'zod';
import { warningCodes } from '../../domain/warnings.ts';
import { flag } from '../fields.ts';

/** Query of commands that can be tried. */
export const dryRunQuery = z.strictObject({
  dryRun: flag
    .optional()
    .meta({ description: 'true: only say what would become of it; nothing is stored or sent' }),
});

export const trialView = z
  .object({
    ready: z.boolean().meta({ description: 'Whether it would be carried out' }),
    code: z.string().nullable().meta({ description: 'Why not: a code of a problem document' }),
    message: z.string().nullable(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })),
    warnings: z
      .array(z.object({ code: z.enum(warningCodes), message: z.string() }))
      .meta({ description: 'Worth knowing; they forbid nothing' }),
  })
  .meta({ id: 'DryRun' });

export type TrialView = z.infer<typeof trialView>;
