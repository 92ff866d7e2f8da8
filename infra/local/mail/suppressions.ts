export type Suppression = { address: string; step: number; until: string };

export type Suppressions = {
  /** Whether mail to the address is dropped now; asking for it by mail makes the time longer. */
  dropsMailTo(address: string, now: Date): boolean;
  /** After a hard bounce. */
  add(address: string, now: Date): void;
  all(): Suppression[];
  load(items: readonly Suppression[]): void;
  clear(): void;
};

/** Documented: 24 hours at first, then longer with each further mail to the address. */
const leaseHours = [24, 48, 96, 7 * 24, 14 * 24];
const hourMs = 3_600_000;

/** The service's own list of addresses that bounced. */
export function createSuppressions(): Suppressions {
  const byAddress = new Map<string, Suppression>();
  const put = (address: string, step: number, now: Date): void => {
    const hours = leaseHours[Math.min(step, leaseHours.length - 1)] ?? 24;
    byAddress.set(address, { address, step, until: new Date(now.getTime() + hours * hourMs).toISOString() });
  };
  return {
    dropsMailTo(address, now) {
      const found = byAddress.get(address.toLowerCase());
      if (!found || Date.parse(found.until) <= now.getTime()) return false;
      put(found.address, found.step + 1, now);
      return true;
    },
    add(address, now) {
      put(address.toLowerCase(), 0, now);
    },
    all: () => [...byAddress.values()],
    load(items) {
      for (const item of items) byAddress.set(item.address, item);
    },
    clear: () => {
      byAddress.clear();
    },
  };
}
