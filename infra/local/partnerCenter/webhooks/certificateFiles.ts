import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import type { SimulatorEnv } from '../../simulator/simulator.ts';
import type { Certificates, Leaf } from './certificates.ts';

/** Where the good certificate is, by the name in Microsoft's sample. */
export const goodFile = 'pcnotifications-dispatch.microsoft.com.cer';

/** What stands where a certificate should. */
export const faultyFiles = ['oversized', 'slow', 'redirect', 'garbage', 'missing'] as const;

const slowMs = 20_000;

/** The file of a certificate. */
export function fileOf(what: Leaf | (typeof faultyFiles)[number]): string {
  return what === 'good' ? goodFile : `${what}.cer`;
}

/** The storage account with the certificates: plain files, in DER. */
export function certificateFiles(certificates: () => Promise<Certificates>): Hono<SimulatorEnv> {
  const file = (bytes: Buffer) =>
    new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/pkix-cert' } });
  return new Hono<SimulatorEnv>()
    .get('/cert/oversized.cer', () => file(Buffer.alloc(200 * 1024, 0x30)))
    .get('/cert/slow.cer', async (c) => {
      await Promise.race([sleep(slowMs), new Promise((gone) => c.env.incoming.socket.once('close', gone))]);
      return file((await certificates()).leaves.get('good') ?? Buffer.alloc(0));
    })
    .get('/cert/redirect.cer', (c) => c.redirect(`/elsewhere/${goodFile}`))
    .get('/cert/garbage.cer', () => file(Buffer.from('this is no certificate')))
    .get('/elsewhere/:file', async () => file((await certificates()).leaves.get('good') ?? Buffer.alloc(0)))
    .get('/cert/:file', async (c) => {
      const { leaves, issuers } = await certificates();
      const name = c.req.param('file');
      const [, leaf] = [...leaves].find(([what]) => fileOf(what) === name) ?? [];
      const found = leaf ?? issuers.get(name);
      return found ? file(found) : c.text('The specified blob does not exist.', 404);
    });
}
