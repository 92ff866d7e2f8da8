import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const fewestSecretBytes = 32;
const macBytes = 16;

/** Signs for one purpose: what was signed for another is refused, though both come from one secret. */
export type Signer = {
  /** 16 bytes. */
  sign(data: Buffer): Buffer;
  verify(data: Buffer, mac: Buffer): boolean;
};

/** @throws {Error} when the secret has fewer than 32 bytes */
export function createSigner(secret: Uint8Array, purpose: string): Signer {
  if (secret.length < fewestSecretBytes) throw new Error('The signing key needs at least 32 bytes.');
  const key = Buffer.from(hkdfSync('sha256', secret, '', `countersign ${purpose}`, 32));
  const sign = (data: Buffer) => createHmac('sha256', key).update(data).digest().subarray(0, macBytes);
  return {
    sign,
    verify: (data, mac) => mac.length === macBytes && timingSafeEqual(sign(data), mac),
  };
}
