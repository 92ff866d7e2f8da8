import type { Config } from '../config.ts';
import type { Clock } from '../workflows/ports/ports.ts';

/** The current key first, then those that are not retired yet, as this worker starts. */
export function signingKeysOf({ SIGNING_KEY: keys }: Config, clock: Clock): readonly Uint8Array[] {
  const now = clock.now();
  return keys.filter(({ retiresAt }) => retiresAt === null || retiresAt > now).map(({ key }) => key);
}
