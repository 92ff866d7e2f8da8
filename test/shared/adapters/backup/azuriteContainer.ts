import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-queue';

const part = (connectionString: string, name: string): string =>
  new RegExp(`${name}=([^;]+)`).exec(connectionString)?.[1] ?? '';

/**
 * A new blob container on Azurite, behind a gate that takes an Entra token and hands on a signed address: Azurite itself
 * takes tokens over https only.
 */
export async function startAzuriteContainer(connectionString: string) {
  const blobs = part(connectionString, 'BlobEndpoint');
  const signature = signedFor(connectionString);
  const to = (path: string): string => `${blobs}${path}${path.includes('?') ? '&' : '?'}${signature}`;
  const gate = createServer((request, response) => {
    void (async () => {
      const { method = 'GET', url = '', headers: asked } = request;
      if (asked.authorization !== 'Bearer token') return response.writeHead(401).end();
      const names = ['content-type', 'if-none-match', 'x-ms-blob-type', 'x-ms-version'];
      const headers = names.flatMap((name): [string, string][] => {
        const value = asked[name];
        return typeof value === 'string' ? [[name, value]] : [];
      });
      const body = method === 'PUT' ? await buffer(request) : null;
      const answer = await fetch(to(url), { method, headers, body });
      return response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    })().catch((failure: unknown) => response.destroy(failure as Error));
  });
  await fetch(to('/table-backups?restype=container'), { method: 'PUT' });
  await new Promise<void>((done) => gate.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${String((gate.address() as AddressInfo).port)}/table-backups`,
    credential: { getToken: async () => ({ token: 'token', expiresOnTimestamp: 0 }) },
    stop: () => void gate.close(),
  };
}

function signedFor(connectionString: string): string {
  const credential = new StorageSharedKeyCredential(
    part(connectionString, 'AccountName'),
    part(connectionString, 'AccountKey'),
  );
  const may = {
    services: AccountSASServices.parse('b').toString(),
    resourceTypes: AccountSASResourceTypes.parse('sco').toString(),
    permissions: AccountSASPermissions.parse('rwlc'),
  };
  const expiresOn = new Date(Date.now() + 3_600_000);
  return generateAccountSASQueryParameters({ ...may, expiresOn }, credential).toString();
}
