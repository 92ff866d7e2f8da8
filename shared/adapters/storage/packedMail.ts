import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import type { OutgoingMail } from '../../workflows/mailPorts.ts';

const unzip = promisify(gunzip);

/** A mail is longer than a string property may be (32 Ki characters, documented), but it shrinks well. */
export function packMail(mail: OutgoingMail): Uint8Array {
  // Some kilobytes: a turn through the thread pool takes longer than the packing (measured).
  return gzipSync(JSON.stringify(mail));
}

export async function unpackMail(packed: Uint8Array): Promise<OutgoingMail> {
  return JSON.parse((await unzip(packed)).toString()) as OutgoingMail;
}
