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
