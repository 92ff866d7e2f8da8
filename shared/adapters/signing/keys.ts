import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const fewestSecretBytes = 32;
const macBytes = 16;
/** Tells a handful of keys apart; with three bytes base64url still has one form. */
export const keyIdBytes = 3;

/** A secret and the instant from which nothing of it is taken any more; null for the current one. */
export type RingKey = { readonly secret: Uint8Array; readonly retiresAt: Date | null };

/** One secret, or the current one before earlier ones: what they signed or sealed stays good until they retire. */
export type KeyRing = Uint8Array | { readonly keys: readonly RingKey[]; now(): Date };

/** What was derived from each secret of a ring. What is made carries the id of its key, so no other key is tried. */
export type Keys<Derived> = {
  readonly current: { readonly id: Buffer; readonly key: Derived };
  /** The keys with this id; none where it is unknown or retired. */
  named(id: Uint8Array): readonly Derived[];
  /** All that have not retired, for what was made before keys had ids. */
  all(): readonly Derived[];
};

/** @throws {Error} when there is no key, or one has fewer than 32 bytes */
export function deriveKeys<Derived>(ring: KeyRing, derive: (secret: Uint8Array) => Derived): Keys<Derived> {
  const { keys, now } =
    ring instanceof Uint8Array ? { keys: [{ secret: ring, retiresAt: null }], now: () => new Date() } : ring;
  const known = keys.map(({ secret, retiresAt }) => {
    if (secret.length < fewestSecretBytes) throw new Error('The signing key needs at least 32 bytes.');
    return { id: keyIdOf(secret), key: derive(secret), retiresAt };
  });
  const [current] = known;
  if (!current) throw new Error('The signing key needs at least 32 bytes.');
  const inUse = () => known.filter(({ retiresAt }) => retiresAt === null || retiresAt > now());
  return {
    current,
    named: (id) => inUse().flatMap((one) => (one.id.equals(id) ? [one.key] : [])),
    all: () => inUse().map(({ key }) => key),
  };
}

/** Says nothing of the secret. */
function keyIdOf(secret: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'countersign key id', keyIdBytes));
}

/** Signs for one purpose: what was signed for another is refused, though both come from one secret. */
export type Signer = {
  /** 19 bytes with the current key: its id, then 16 bytes. */
  sign(data: Buffer): Buffer;
  /** Takes also 16 bytes alone, as they were before keys had ids. */
  verify(data: Buffer, signature: Buffer): boolean;
};

/** How long signatures are: today's, and those without the id of a key. */
export const signatureBytes = { now: keyIdBytes + macBytes, before: macBytes } as const;

/** @throws {Error} when a secret has fewer than 32 bytes */
export function createSigner(ring: KeyRing, purpose: string): Signer {
  const keys = deriveKeys(ring, (secret) =>
    Buffer.from(hkdfSync('sha256', secret, '', `countersign ${purpose}`, 32)),
  );
  const macOf = (key: Buffer, data: Buffer) =>
    createHmac('sha256', key).update(data).digest().subarray(0, macBytes);
  return {
    sign: (data) => Buffer.concat([keys.current.id, macOf(keys.current.key, data)]),
    verify(data, signature) {
      const isNow = signature.length === signatureBytes.now;
      if (!isNow && signature.length !== signatureBytes.before) return false;
      const mac = signature.subarray(isNow ? keyIdBytes : 0);
      const candidates = isNow ? keys.named(signature.subarray(0, keyIdBytes)) : keys.all();
      return candidates.some((key) => timingSafeEqual(macOf(key, data), mac));
    },
  };
}
