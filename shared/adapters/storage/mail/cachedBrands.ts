import type { Clock } from '../../../workflows/ports/ports.ts';
import type { MailBrands, SavedBrand } from '../../../workflows/ports/mailPorts.ts';

/** A brand that another instance saved shows in mails after this time at the latest. */
const keptMs = 30_000;

/** Remembers the newest brand for a while, so that a mail costs no read; one saved here shows at once. */
export function createCachedBrands(brands: MailBrands, clock: Clock): MailBrands {
  let newest: { readonly saved: SavedBrand | undefined; readonly readAt: Date } | undefined;
  return {
    async find(version) {
      if (version !== undefined) return brands.find(version);
      const now = clock.now();
      const isFresh = newest && Math.abs(now.getTime() - newest.readAt.getTime()) < keptMs;
      if (!newest || !isFresh) newest = { saved: await brands.find(), readAt: now };
      return newest.saved;
    },
    versions: (from, to) => brands.versions(from, to),
    async save(brand) {
      newest = undefined;
      try {
        return await brands.save(brand);
      } finally {
        // Another call may have read the old one meanwhile.
        newest = undefined;
      }
    },
  };
}
