import type { MailBrands, SavedBrand } from '../../shared/workflows/ports/mailPorts.ts';

/** Brands that are kept in memory. */
export function mailBrandsInMemory(): MailBrands {
  const saved = new Map<number, SavedBrand>();
  return {
    find: async (version = saved.size) => saved.get(version),
    versions: async (from, to) =>
      [...saved.values()].filter(({ version }) => version >= from && version <= to),
    save: async (brand) => {
      if (saved.has(brand.version)) return 'conflict';
      saved.set(brand.version, brand);
      return 'saved';
    },
  };
}
