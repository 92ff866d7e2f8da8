import { AgreementError } from '../../domain/errors.ts';
import type { MailBrand } from '../../domain/mail/mailBrand.ts';
import type { Needs } from '../ports/ports.ts';
import type { SavedBrand } from '../ports/mailPorts.ts';

export type SaveMailBrand = {
  readonly brand: MailBrand;
  /** The version that the agent had before the eyes; 0 for none. */
  readonly replaces: number;
  /** Object id of the agent. */
  readonly savedBy: string;
};

/**
 * Saves a brand as the next version. Mails that wait already keep the look they were composed in.
 * @throws {AgreementError} `BRAND_CHANGED` when another version was saved meanwhile, or that one never was
 */
export async function saveMailBrand(
  { mailBrands, clock }: Pick<Needs, 'mailBrands' | 'clock'>,
  { brand, replaces, savedBy }: SaveMailBrand,
): Promise<SavedBrand> {
  const next: SavedBrand = { version: replaces + 1, savedAt: clock.now(), savedBy, brand };
  const isKnown = replaces === 0 || (await mailBrands.find(replaces)) !== undefined;
  if (isKnown && (await mailBrands.save(next)) === 'saved') return next;
  throw new AgreementError(
    'BRAND_CHANGED',
    'This is not the newest version. Read the brand again and repeat your change.',
  );
}
