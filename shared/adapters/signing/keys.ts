import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const fewestSecretBytes = 32;
const macBytes = 16;

/** One secret, or the current one before earlier ones: what they signed or sealed stays good until they retire. */
export type KeyRing = Uint8Array | readonly Uint8Array[];

/** The secrets of a ring, the current one first. @throws {Error} when there is none, or one has fewer than 32 bytes */
export function secretsOf(ring: KeyRing): readonly [Uint8Array, ...Uint8Array[]] {
  const [current, ...earlier] = ring instanceof Uint8Array ? [ring] : ring;
  if (!current || [current, ...earlier].some(({ length }) => length < fewestSecretBytes))
    throw new Error('The signing key needs at least 32 bytes.');
  return [current, ...earlier];
}

/** Signs for one purpose: what was signed for another is refused, though both come from one secret. */
export type Signer = {
  /** 16 bytes, with the current key. */
  sign(data: Buffer): Buffer;
  verify(data: Buffer, mac: Buffer): boolean;
};

/** @throws {Error} when a secret has fewer than 32 bytes */
export function createSigner(ring: KeyRing, purpose: string): Signer {
  const signWith = (secret: Uint8Array) => {
    const key = Buffer.from(hkdfSync('sha256', secret, '', `countersign ${purpose}`, 32));
    return (data: Buffer) => createHmac('sha256', key).update(data).digest().subarray(0, macBytes);
  };
  const [current, ...earlier] = secretsOf(ring);
  const sign = signWith(current);
  const signs = [sign, ...earlier.map(signWith)];
  return {
    sign,
    verify: (data, mac) => mac.length === macBytes && signs.some((one) => timingSafeEqual(one(data), mac)),
  };
}
