import type { Discoveries, DiscoveryProgress } from '../../../workflows/ports/discoveryPorts.ts';
import type { Tables } from '../kit/storageClients.ts';
import { fromJson } from '../kit/json.ts';
import { undefinedIfMissing, storageCall } from '../kit/storageFailure.ts';

const progressKeys = { partitionKey: 'run', rowKey: 'discovery' } as const;
type PageRow = { readonly seen: Uint8Array; readonly missed?: Uint8Array };

/** A tenant id and a fingerprint, in bytes; 500 customers make 12 kB of the 64 KiB of a column (documented). */
const [idBytes, printBytes] = [16, 8];
const noPrint = '0'.repeat(2 * printBytes);
/** What a column holds. */
const maxMissed = 2_500;

/** Where the discovery of customers stands, and what it saw, kept beside the schedule. */
export function createDiscoveries({ due }: Pick<Tables, 'due'>): Discoveries {
  return {
    progress: () =>
      storageCall(async () => {
        const { partitionKey, rowKey } = progressKeys;
        const row = await undefinedIfMissing(due.getEntity<{ json: string }>(partitionKey, rowKey));
        return row && (fromJson(row.json) as DiscoveryProgress);
      }),
    save: (progress) =>
      storageCall(async () => {
        await due.upsertEntity({ ...progressKeys, json: JSON.stringify(progress) }, 'Replace');
      }),
    page: (number) =>
      storageCall(async () => {
        const { partitionKey, rowKey } = pageKeys(number);
        const row = await undefinedIfMissing(due.getEntity<PageRow>(partitionKey, rowKey));
        const seen = row ? unpack(row.seen) : new Map<string, string>();
        return { seen, missed: new Set(row?.missed ? unpack(row.missed).keys() : []) };
      }),
    savePage: (number, { seen, missed }) =>
      storageCall(async () => {
        const withoutPrint = [...missed].slice(0, maxMissed).map((id) => [id, noPrint] as const);
        const row: PageRow = { seen: pack(seen), ...(missed.size > 0 && { missed: pack(withoutPrint) }) };
        await due.upsertEntity({ ...pageKeys(number), ...row }, 'Replace');
      }),
  };
}

function pageKeys(number: number): { partitionKey: string; rowKey: string } {
  return { partitionKey: 'seen', rowKey: String(number).padStart(8, '0') };
}

function pack(seen: Iterable<readonly [string, string]>): Uint8Array {
  return Buffer.from([...seen].map(([id, print]) => id.replaceAll('-', '') + print).join(''), 'hex');
}

function unpack(packed: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(packed);
  const seen = new Map<string, string>();
  for (let at = 0; at < bytes.length; at += idBytes + printBytes) {
    const id = bytes.toString('hex', at, at + idBytes);
    const parts = [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)];
    seen.set(parts.join('-'), bytes.toString('hex', at + idBytes, at + idBytes + printBytes));
  }
  return seen;
}
