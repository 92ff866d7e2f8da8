import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deriveKeys, keyIdBytes, type KeyRing, type Keys } from './keys.ts';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** Begins what carries the id of its key. What was sealed before begins with a nonce, by chance the same once in 2^40. */
const header = Buffer.from('C5b1.');
const headBytes = header.length + keyIdBytes;

/** Encrypts for one purpose and one place: what was moved to another place, or changed, does not open. */
export type ByteBox = {
  seal(content: Uint8Array, place: string): Buffer;
  /** @throws {Error} when it was not sealed with a key of ours, that has not retired, for this place */
  open(sealed: Uint8Array, place: string): Buffer;
  /** Whether the current key has sealed it. */
  isCurrent(sealed: Uint8Array): boolean;
};

/** AES-256-GCM under a key of its own, which is derived from ours. @throws {Error} when one of ours has fewer than 32 bytes */
export function createByteBox(ring: KeyRing, purpose: string): ByteBox {
  const keys = deriveKeys(ring, (secret) =>
    Buffer.from(hkdfSync('sha256', secret, '', `countersign ${purpose}`, keyBytes)),
  );
  const head = Buffer.concat([header, keys.current.id]);
  return {
    isCurrent: (sealed) => head.equals(sealed.subarray(0, headBytes)),
    seal: (content, place) => sealWith(keys, content, { place: Buffer.from(place), keyOf: (key) => key }),
    open: (sealed, place) => openWith(keys, sealed, { place: Buffer.from(place), keyOf: (key) => key }),
  };
}

/** Where something is sealed for, and how its key follows from what the ring holds. */
type Sealing<Derived> = { readonly place: Uint8Array; readonly keyOf: (derived: Derived) => Uint8Array };

/** Header, key id, nonce, tag, content. */
export function sealWith<Derived>(
  { current }: Keys<Derived>,
  content: Uint8Array,
  { place, keyOf }: Sealing<Derived>,
): Buffer {
  return Buffer.concat([header, current.id, sealBytes(keyOf(current.key), content, place)]);
}

/** Also what has no header, which any key of ours may have sealed. @throws {Error} when none does open it */
export function openWith<Derived>(
  keys: Keys<Derived>,
  sealed: Uint8Array,
  { place, keyOf }: Sealing<Derived>,
): Buffer {
  const hasId = header.equals(sealed.subarray(0, header.length));
  const candidates = hasId ? keys.named(sealed.subarray(header.length, headBytes)) : keys.all();
  const content = hasId ? sealed.subarray(headBytes) : sealed;
  const failures: unknown[] = [new Error('No key of ours has sealed this, or that key has retired.')];
  for (const key of candidates) {
    try {
      return openBytes(keyOf(key), content, place);
    } catch (failure) {
      failures.push(failure);
    }
  }
  throw failures.at(-1);
}

/** Nonce, tag, content. */
function sealBytes(key: Uint8Array, content: Uint8Array, place: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(place);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** @throws {Error} when key or place is another one, or a bit was changed */
function openBytes(key: Uint8Array, sealed: Uint8Array, place: Uint8Array): Buffer {
  const options = { authTagLength: tagBytes };
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), options);
  decipher.setAAD(place).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  const content = decipher.update(sealed.subarray(nonceBytes + tagBytes));
  return Buffer.concat([content, decipher.final()]);
}
