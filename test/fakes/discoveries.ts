import type {
  Discoveries,
  DiscoveryProgress,
  SeenPage,
} from '../../shared/workflows/ports/discoveryPorts.ts';

/** Remembers in memory where a discovery stands. */
export function discoveriesInMemory(): Discoveries & { readonly readPages: number[] } {
  let last: DiscoveryProgress | undefined;
  const pages = new Map<number, SeenPage>();
  const readPages: number[] = [];
  return {
    readPages,
    progress: async () => last,
    save: async (progress) => void (last = progress),
    page: async (number) => {
      readPages.push(number);
      return pages.get(number) ?? { seen: new Map(), missed: new Set() };
    },
    savePage: async (number, page) => void pages.set(number, page),
  };
}
