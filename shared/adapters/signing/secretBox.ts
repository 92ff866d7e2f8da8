import { randomBytes } from 'node:crypto';
import type { SecretBox } from '../../workflows/ports/webhookPorts.ts';
import { createByteBox } from './byteBox.ts';
import type { KeyRing } from './keys.ts';

/** Standard Webhooks asks for 24 to 64. */
const secretBytes = 32;

/** Encrypts texts as base64. @throws {Error} when the key has fewer than 32 bytes */
export function createSecretBox(key: KeyRing): SecretBox {
  const box = createByteBox(key, 'secrets at rest');
  return {
    seal: (text, place) => box.seal(Buffer.from(text), place).toString('base64'),
    open: (sealed, place) => box.open(Buffer.from(sealed, 'base64'), place).toString('utf8'),
    newSecret: () => `whsec_${randomBytes(secretBytes).toString('base64')}`,
  };
}
