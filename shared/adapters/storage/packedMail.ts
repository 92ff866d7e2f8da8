import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { OutgoingMail } from '../../workflows/ports.ts';

const unzip = promisify(gunzip);
const zip = promisify(gzip);

/** A mail is longer than a string property may be (32 Ki characters, documented), but it shrinks well. */
export function packMail(mail: OutgoingMail): Promise<Uint8Array> {
  return zip(JSON.stringify(mail));
}

export async function unpackMail(packed: Uint8Array): Promise<OutgoingMail> {
  return JSON.parse((await unzip(packed)).toString()) as OutgoingMail;
}
