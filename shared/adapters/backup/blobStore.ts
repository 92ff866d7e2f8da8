import type { TokenCredential } from '@azure/identity';
import { AgreementError } from '../../domain/errors.ts';
import type { BackupStore } from '../../workflows/ports/backupPorts.ts';

export type BlobStoreOptions = {
  /** `https://<account>.blob.core.windows.net/<container>`, without a slash at the end. */
  readonly containerUrl: string;
  readonly credential: TokenCredential;
  readonly timeoutMs?: number;
};

/** Of the public cloud (documented). */
const scope = 'https://storage.azure.com/.default';
const apiVersion = '2024-11-04';
const defaultTimeoutMs = 120_000;
const attempts = 3;

/**
 * A blob container. Three calls do not need the SDK, which would weigh as much as those of tables and queues.
 * @see https://learn.microsoft.com/rest/api/storageservices/put-blob
 */
export function createBlobStore(options: BlobStoreOptions): BackupStore {
  const { containerUrl } = options;
  return {
    async put(name, content) {
      const headers = {
        'x-ms-blob-type': 'BlockBlob',
        'content-type': 'application/octet-stream',
        // Never replaced: a repeat after a lost answer finds it there.
        'if-none-match': '*',
      };
      const init = { method: 'PUT', headers, body: Buffer.from(content) };
      await ask(options, `${containerUrl}/${name}`, init, [201, 409]);
    },
    async get(name) {
      return new Uint8Array(await (await ask(options, `${containerUrl}/${name}`, {}, [200])).arrayBuffer());
    },
    async list(prefix) {
      const names: string[] = [];
      let marker = '';
      do {
        const query = new URLSearchParams({ restype: 'container', comp: 'list', prefix, marker });
        const xml = await (await ask(options, `${containerUrl}?${String(query)}`, {}, [200])).text();
        names.push(...[...xml.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name = '']) => name));
        marker = /<NextMarker>([^<]+)<\/NextMarker>/.exec(xml)?.[1] ?? '';
      } while (marker !== '');
      return names.sort();
    },
  };
}

type Init = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: Buffer };

async function ask(
  { credential, timeoutMs = defaultTimeoutMs }: BlobStoreOptions,
  url: string,
  init: Init,
  expected: readonly number[],
): Promise<Response> {
  let last: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      const token = (await credential.getToken(scope))?.token ?? '';
      const response = await fetch(url, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token}`, 'x-ms-version': apiVersion },
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (expected.includes(response.status)) return response;
      last = new Error(`status ${String(response.status)}`);
      if (response.status < 500 && response.status !== 429) break;
    } catch (failure) {
      last = failure;
    }
  }
  throw new AgreementError('STORAGE_UNAVAILABLE', 'The store of the backups refused or did not answer.', {
    cause: last,
  });
}
