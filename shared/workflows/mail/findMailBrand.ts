import { AgreementError } from '../../domain/errors.ts';
import type { Needs } from '../ports/ports.ts';
import type { SavedBrand } from '../ports/mailPorts.ts';

/**
 * The brand as saved; undefined while none is.
 * @throws {AgreementError} `BRAND_NOT_FOUND` for a version that never was
 */
export async function findMailBrand(
  { mailBrands }: Pick<Needs, 'mailBrands'>,
  version: number | undefined,
): Promise<SavedBrand | undefined> {
  const saved = await mailBrands.find(version);
  if (saved || version === undefined) return saved;
  throw new AgreementError('BRAND_NOT_FOUND', 'There is no such version of the brand.');
}

/**
 * Reads saved versions, newest first; versions have no gaps. `before`: where the page before ended, null at first and at
 * the end.
 */
export async function listBrandVersions(
  { mailBrands }: Pick<Needs, 'mailBrands'>,
  { before, size }: { readonly before: number | null; readonly size: number },
): Promise<{ readonly items: readonly SavedBrand[]; readonly before: number | null }> {
  const last = before === null ? ((await mailBrands.find())?.version ?? 0) : before - 1;
  const first = Math.max(last - size + 1, 1);
  const items = last < 1 ? [] : (await mailBrands.versions(first, last)).toReversed();
  return { items, before: first > 1 ? first : null };
}
