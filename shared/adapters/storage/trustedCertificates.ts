import { createHash } from 'node:crypto';
import { odata } from '@azure/data-tables';
import type { TrustedCertificate, TrustedCertificates } from '../../workflows/ports/notificationPorts.ts';
import { ignoreConflict, storageCall } from './kit/storageFailure.ts';
import type { Tables } from './kit/storageClients.ts';

type Row = { readonly rowKey: string } & Omit<TrustedCertificate, 'pem'> & { readonly pem: Uint8Array };

const partitionKey = 'certificates';
/** Microsoft needs three: its own and two issuers'. */
const maxKept = 32;
/** What a property of bytes may hold (documented). Longer chains are fetched again by each instance. */
const maxBytes = 64 * 1024;

/** Certificates of Partner Center's notifications. Public ones: whoever reads them still needs a pinned root above. */
export function createTrustedCertificates({ events }: Pick<Tables, 'events'>): TrustedCertificates {
  const rows = async (): Promise<Row[]> => {
    const found: Row[] = [];
    const filter = odata`PartitionKey eq ${partitionKey}`;
    for await (const row of events.listEntities<Row>({ queryOptions: { filter } })) found.push(row);
    return found.sort((a, b) => b.trustedAt.getTime() - a.trustedAt.getTime());
  };
  return {
    all: () =>
      storageCall(async () =>
        (await rows())
          .slice(0, maxKept)
          .map(({ url, pem, trustedAt }) => ({ url, pem: Buffer.from(pem).toString(), trustedAt })),
      ),
    keep: ({ url, pem, trustedAt }) =>
      storageCall(async () => {
        const bytes = Buffer.from(pem);
        if (bytes.length > maxBytes) return;
        const rowKey = createHash('sha256').update(url).digest('hex');
        await events.upsertEntity({ partitionKey, rowKey, url, pem: bytes, trustedAt }, 'Replace');
        for (const old of (await rows()).slice(maxKept))
          await ignoreConflict(events.deleteEntity(partitionKey, old.rowKey));
      }),
  };
}
