import type { MailBrands, SavedBrand } from '../../../workflows/ports/mailPorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { rowsBetween } from '../kit/rowsBetween.ts';
import { fromJson } from '../kit/json.ts';
import { isConflict, undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';

const partitionKey = 'brand';
const newestKey = 'newest';
type Row = { readonly json: string; readonly version: number };

/** The partner's brand with its earlier versions, beside the schedule: one row each, and one for the newest. */
export function createMailBrands({ due }: Pick<Tables, 'due'>): MailBrands {
  return {
    find: (version) =>
      storageCall(async () => {
        const rowKey = version === undefined ? newestKey : keyOf(version);
        const row = await undefinedIfMissing(due.getEntity<Row>(partitionKey, rowKey));
        return row && (fromJson(row.json) as SavedBrand);
      }),
    versions: (from, to) =>
      storageCall(async () => {
        const range = { partitionKey, from: keyOf(from), below: `${keyOf(to)}~` };
        const found: SavedBrand[] = [];
        for await (const { json } of rowsBetween<Row>(due, range)) found.push(fromJson(json) as SavedBrand);
        return found;
      }),
    save: (brand) =>
      storageCall(async () => {
        const row = { partitionKey, json: JSON.stringify(brand), version: brand.version };
        try {
          // The row of the version can be created once, so of two who save the same one wins.
          await due.submitTransaction([
            ['create', { ...row, rowKey: keyOf(brand.version) }],
            ['upsert', { ...row, rowKey: newestKey }, 'Replace'],
          ]);
          return 'saved';
        } catch (failure) {
          if (!isConflict(failure)) throw failure;
          // It may have been this very call, whose reply was lost.
          const stored = await due.getEntity<Row>(partitionKey, keyOf(brand.version));
          return stored.json === row.json ? 'saved' : 'conflict';
        }
      }),
  };
}

function keyOf(version: number): string {
  return `v|${String(version).padStart(10, '0')}`;
}
