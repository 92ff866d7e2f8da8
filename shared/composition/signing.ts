import type { Config } from '../config.ts';
import type { Clock } from '../workflows/ports/ports.ts';
import { signingKeysOf } from './signingKeys.ts';

export async function createSigning(config: Config, clock: Clock) {
  const [{ createStableLinks }, { createPageTokens }, { stableId }, { createHandOver }] = await Promise.all([
    import('../adapters/signing/links.ts'),
    import('../adapters/signing/pageTokens.ts'),
    import('../adapters/signing/stableId.ts'),
    import('../adapters/signing/handOver.ts'),
  ]);
  const key = signingKeysOf(config, clock);
  return {
    links: createStableLinks({ publicUrl: config.PUBLIC_URL, key }),
    handOver: createHandOver({ publicUrl: config.PUBLIC_URL, key }),
    pageTokens: createPageTokens({ key, clock }),
    stableId,
  };
}
