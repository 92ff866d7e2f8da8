import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { secretsOf, type KeyRing } from './keys.ts';

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

/** AES-256-GCM under a key of its own, which is derived from ours. @throws {Error} when one of ours has fewer than 32 bytes */
export function createByteBox(ring: KeyRing, purpose: string): ByteBox {
  const derive = (secret: Uint8Array) =>
    Buffer.from(hkdfSync('sha256', secret, '', `countersign ${purpose}`, keyBytes));
  const [current, ...earlier] = secretsOf(ring);
  const key = derive(current);
  const keys = [key, ...earlier.map(derive)];
  return {
    seal: (content, place) => sealBytes(key, content, Buffer.from(place)),
    open: (sealed, place) => firstThatOpens(keys, (one) => openBytes(one, sealed, Buffer.from(place))),
  };
}

/** What the first key opens that fits. @throws {Error} that of the current key, when none does */
export function firstThatOpens<Key, Content>(keys: readonly Key[], open: (key: Key) => Content): Content {
  const failures: unknown[] = [];
  for (const key of keys) {
    try {
      return open(key);
    } catch (failure) {
      failures.push(failure);
    }
  }
  throw failures[0];
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
