import { randomBytes } from 'node:crypto';
import type { SecretBox } from '../../workflows/ports/webhookPorts.ts';
import { createByteBox } from './byteBox.ts';
import type { KeyRing } from './keys.ts';

/** Standard Webhooks asks for 24 to 64. */
const secretBytes = 32;

/** Encrypts texts as base64. @throws {Error} when the key has fewer than 32 bytes */
export function createSecretBox(key: KeyRing): SecretBox {
  const box = createByteBox(key, 'secrets at rest');
  const seal = (text: string, place: string) => box.seal(Buffer.from(text), place).toString('base64');
  const open = (sealed: string, place: string) =>
    box.open(Buffer.from(sealed, 'base64'), place).toString('utf8');
  return {
    ...{ seal, open },
    renew(sealed, place) {
      if (box.isCurrent(Buffer.from(sealed, 'base64'))) return sealed;
      try {
        return seal(open(sealed, place), place);
      } catch {
        return sealed;
      }
    },
    newSecret: () => `whsec_${randomBytes(secretBytes).toString('base64')}`,
  };
}
