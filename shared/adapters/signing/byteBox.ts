import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts for one purpose and one place: what was moved to another place, or changed, does not open. */
export type ByteBox = {
  seal(content: Uint8Array, place: string): Buffer;
  /** @throws {Error} when it was not sealed with this key for this place */
  open(sealed: Uint8Array, place: string): Buffer;
};

/** AES-256-GCM under a key of its own, which is derived from ours. @throws {Error} when ours has fewer than 32 bytes */
export function createByteBox(secret: Uint8Array, purpose: string): ByteBox {
  if (secret.length < keyBytes) throw new Error('The signing key needs at least 32 bytes.');
  const key = Buffer.from(hkdfSync('sha256', secret, '', `countersign ${purpose}`, keyBytes));
  return {
    seal: (content, place) => sealBytes(key, content, Buffer.from(place)),
    open: (sealed, place) => openBytes(key, sealed, Buffer.from(place)),
  };
}

/** Nonce, tag, content. */
export function sealBytes(key: Uint8Array, content: Uint8Array, place: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(place);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws {Error} when key or place is another one, or a bit was changed */
export function openBytes(key: Uint8Array, sealed: Uint8Array, place: Uint8Array): Buffer {
  const options = { authTagLength: tagBytes };
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), options);
  decipher.setAAD(place).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  const content = decipher.update(sealed.subarray(nonceBytes + tagBytes));
  return Buffer.concat([content, decipher.final()]);
}
