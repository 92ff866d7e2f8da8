import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SecretBox } from '../../workflows/webhookPorts.ts';

const ivBytes = 12;
const tagBytes = 16;
/** Standard Webhooks asks for 24 to 64. */
const secretBytes = 32;

/** AES-256-GCM under a key of its own, which is derived from ours. @throws {Error} when ours has fewer than 32 bytes */
export function createSecretBox(key: Uint8Array): SecretBox {
  if (key.length < 32) throw new Error('The signing key needs at least 32 bytes.');
  const own = Buffer.from(hkdfSync('sha256', key, '', 'countersign secrets at rest', 32));
  return {
    seal(text, place) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', own, iv).setAAD(Buffer.from(place));
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64');
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', own, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      const content = decipher.update(bytes.subarray(ivBytes + tagBytes));
      return Buffer.concat([content, decipher.final()]).toString('utf8');
    },
    newSecret: () => `whsec_${randomBytes(secretBytes).toString('base64')}`,
  };
}
