import { describe, expect, it } from 'vitest';
import { listBrandVersions } from '../../../../shared/workflows/mail/findMailBrand.ts';
import { mailBrandsInMemory } from '../../../fakes/mailBrands.ts';

async function saved(count: number) {
  const mailBrands = mailBrandsInMemory();
  const brand = { partnerName: 'Fabrikam', supportEmail: null, legalFooter: null };
  for (let version = 1; version <= count; version += 1) {
    await mailBrands.save({ version, savedAt: new Date(version), savedBy: 'oid', brand });
  }
  return { mailBrands };
}

describe('versions of the mail brand', () => {
  it.each([
    [0, 2, [[]]],
    [1, 2, [[1]]],
    [
      4,
      2,
      [
        [4, 3],
        [2, 1],
      ],
    ],
    [5, 2, [[5, 4], [3, 2], [1]]],
  ])('of %i, %i per page, come newest first and each once', async (count, size, pages) => {
    const needs = await saved(count);
    const seen: number[][] = [];
    let before: number | null = null;
    do {
      const page: Awaited<ReturnType<typeof listBrandVersions>> = await listBrandVersions(needs, {
        before,
        size,
      });
      seen.push(page.items.map(({ version }) => version));
      ({ before } = page);
    } while (before !== null);
    expect(seen).toEqual(pages);
  });
});
