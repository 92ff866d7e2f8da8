import type { MailBrand } from '../../domain/mail/mailBrand.ts';
import type { MailBrandView } from './mailBrand.ts';

type Saved = { readonly version: number; readonly savedAt: Date; readonly brand: MailBrand };

/** The brand as clients see it; what was never saved has version 0. */
export function presentMailBrand(saved: Saved | undefined, usual: MailBrand): MailBrandView {
  const { partnerName, supportEmail, legalFooter, colors, logo, wording } = saved?.brand ?? usual;
  return {
    version: saved?.version ?? 0,
    savedAt: saved?.savedAt.toISOString() ?? null,
    partnerName,
    supportEmail,
    legalFooter,
    colors: colors ?? null,
    logo: logo ?? null,
    wording: wording
      ? Object.fromEntries(Object.entries(wording).map(([key, words]) => [key, { ...words }]))
      : null,
  };
}

export function presentBrandVersion({
  version,
  savedAt,
  savedBy,
}: Omit<Saved, 'brand'> & { savedBy: string }) {
  return { version, savedAt: savedAt.toISOString(), by: savedBy };
}
