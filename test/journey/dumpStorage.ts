import { createHmac } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';

/**
 * All that lies in the storage of a local environment, as whoever took the account would read it: every table,
 * queue and blob; what is base64 or packed stands there unpacked, too.
 */
export async function dumpStorage(connectionString: string): Promise<string> {
  const parts = await Promise.all([
    dumpTables(connectionString),
    dumpQueues(connectionString),
    listContainers(connectionString),
  ]);
  return parts.flat().flatMap(allReadings).join('\n');
}

async function dumpTables(connectionString: string): Promise<unknown[]> {
  const insecure = { allowInsecureConnection: true };
  const rows: unknown[] = [];
  for await (const { name } of TableServiceClient.fromConnectionString(
    connectionString,
    insecure,
  ).listTables()) {
    const table = TableClient.fromConnectionString(connectionString, name ?? '', insecure);
    for await (const row of table.listEntities()) rows.push(...Object.values(row));
  }
  return rows;
}

async function dumpQueues(connectionString: string): Promise<unknown[]> {
  const service = QueueServiceClient.fromConnectionString(connectionString);
  const texts: unknown[] = [];
  for await (const { name } of service.listQueues()) {
    const { peekedMessageItems } = await service.getQueueClient(name).peekMessages({ numberOfMessages: 32 });
    texts.push(...peekedMessageItems.map(({ messageText }) => messageText));
  }
  return texts;
}

/** The app has no client for blobs, so all there may be is the host's own; their names say so. */
async function listContainers(connectionString: string): Promise<unknown[]> {
  const settings = new Map(connectionString.split(';').map((part) => [before(part), after(part)]));
  const account = settings.get('AccountName') ?? '';
  const date = new Date().toUTCString();
  const version = '2021-12-02';
  const headers = `x-ms-date:${date}\nx-ms-version:${version}\n`;
  const toSign = `GET${'\n'.repeat(12)}${headers}/${account}/${account}/\ncomp:list`;
  const key = Buffer.from(settings.get('AccountKey') ?? '', 'base64');
  const signature = createHmac('sha256', key).update(toSign).digest('base64');
  const answer = await fetch(`${settings.get('BlobEndpoint') ?? ''}/?comp=list`, {
    headers: {
      'x-ms-date': date,
      'x-ms-version': version,
      authorization: `SharedKey ${account}:${signature}`,
    },
  });
  const list = await answer.text();
  if (!answer.ok) throw new Error(`blobs cannot be listed: ${list}`);
  const foreign = [...list.matchAll(/<Name>([^<]+)</g)].filter(
    ([, name]) => !name?.startsWith('azure-webjobs'),
  );
  if (foreign.length > 0) throw new Error(`there are blobs: ${list}`);
  return [list];
}

const before = (part: string): string => part.slice(0, part.indexOf('='));
const after = (part: string): string => part.slice(part.indexOf('=') + 1);

/** A value as it stands, and with each base64 in it decoded and unpacked. */
function allReadings(value: unknown): string[] {
  if (value instanceof Uint8Array) return bytesRead(Buffer.from(value));
  if (typeof value !== 'string') return [String(value)];
  const encoded = value.match(/[\w+/-]{24,}={0,2}/g) ?? [];
  return [value, ...encoded.flatMap((text) => bytesRead(Buffer.from(text, 'base64')))];
}

function bytesRead(bytes: Buffer): string[] {
  try {
    return [bytes.toString('latin1'), gunzipSync(bytes).toString()];
  } catch {
    return [bytes.toString('latin1')];
  }
}
