import * as z from 'zod';
import { readMicrosoftDate } from '../../../domain/partnerCenter/microsoftDate.ts';

/** What recurs in Partner Center's answers, as it really comes: parts may be null, absent or of another kind. */

export const guid = z.guid().transform((id) => id.toLowerCase());
/** Text that only informs: what is none is as good as absent. */
export const text = z.string().nullish().catch(null);
/** `true` in any spelling that .NET writes. */
export const flag = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(true|false)$/i)
    .transform((word) => word.toLowerCase() === 'true'),
]);

/** A date that counts; null is no date. */
export const date = z
  .unknown()
  .optional()
  .transform((value, context) => {
    const read = readMicrosoftDate(value);
    if (read !== undefined) return read;
    context.addIssue({ code: 'custom', message: 'is not a date' });
    return z.NEVER;
  });
/** A date that only informs: one that cannot be read is no date. */
export const anyDate = z
  .unknown()
  .optional()
  .transform((value) => readMicrosoftDate(value) ?? null);

/** Whether a word of Microsoft's lists is the one meant, whatever its case; a number is none of them. */
export function isWord(given: unknown, word: string): boolean {
  return typeof given === 'string' && given.trim().toLowerCase() === word.toLowerCase();
}

const given = z.object({
  items: z.array(z.unknown()).nullish(),
  totalCount: z.number().nullish().catch(null),
});

/** The items of a collection, unread. An empty one may come as `{ "totalCount": 0 }` or with `items: null` (third party). */
export const rawItems = given.transform(({ items, totalCount }, context): unknown[] => {
  if (items) return items.filter((item) => item !== null);
  const isEmpty = totalCount === 0 || (items === null && (totalCount ?? 0) === 0);
  if (isEmpty) return [];
  context.addIssue({ code: 'custom', message: 'are missing', path: ['items'] });
  return z.NEVER;
});

/** The items of a collection that can be read; unreadable where there are some, and none can be. */
export function itemsOf<Item extends z.ZodType>(item: Item) {
  return rawItems.transform((raw, context) => readable(raw, item, context));
}

/** Those that can be read of some items; an issue where there are some, and none can be. */
export function readable<Item extends z.ZodType>(
  raw: readonly unknown[],
  item: Item,
  context: Pick<z.core.$RefinementCtx, 'addIssue'>,
): z.output<Item>[] {
  const read = raw.map((one) => item.safeParse(one));
  const items = read.flatMap((one) => (one.success ? [one.data] : []));
  const failed = read.find((one) => !one.success);
  if (items.length > 0 || !failed) return items;
  const path = ['items', read.indexOf(failed), ...(failed.error.issues[0]?.path ?? [])];
  context.addIssue({ code: 'custom', message: 'cannot be read', path });
  return z.NEVER;
}
