import { createHash } from 'node:crypto';
import type { StableId } from '../../workflows/ports/ports.ts';

/** Ours alone, drawn once: it must never change, or mails already sent would be sent again. */
const namespace = Buffer.from('e0b9f53c8da74644b0a1d27be3d2b39b', 'hex');

/** Name-based UUID (version 5, RFC 9562). As JSON, `('a', 'b')` and `('a,b')` or `1` and `'1'` differ. */
export const stableId: StableId = (...parts) => {
  const hash = createHash('sha1').update(namespace).update(JSON.stringify(parts)).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
