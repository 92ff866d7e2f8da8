import type { KeyRing } from '../adapters/signing/keys.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../workflows/ports/ports.ts';

/** The current key first, then earlier ones, each good until its day. */
export function signingKeysOf({ SIGNING_KEY: keys }: Config, clock: Clock): KeyRing {
  return {
    keys: keys.map(({ key, retiresAt }) => ({ secret: key, retiresAt })),
    now: () => clock.now(),
  };
}
