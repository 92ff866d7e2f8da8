import type { Discoveries, DiscoveryProgress } from '../../shared/workflows/discoveryPorts.ts';

/** Remembers in memory where a discovery stands. */
export function discoveriesInMemory(): Discoveries & { readonly readPages: number[] } {
  let last: DiscoveryProgress | undefined;
  const pages = new Map<number, ReadonlyMap<string, string>>();
  const readPages: number[] = [];
  return {
    readPages,
    progress: async () => last,
    save: async (progress) => void (last = progress),
    page: async (number) => {
      readPages.push(number);
      return pages.get(number) ?? new Map<string, string>();
    },
    savePage: async (number, seen) => void pages.set(number, seen),
  };
}
