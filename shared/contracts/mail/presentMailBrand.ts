import type { MailBrand } from '../../domain/mail/mailBrand.ts';
import type { MailBrandView } from './mailBrand.ts';

type Saved = { readonly version: number; readonly savedAt: Date; readonly brand: MailBrand };

/** The brand as clients see it; what was never saved has version 0. */
export function presentMailBrand(saved: Saved | undefined, usual: MailBrand): MailBrandView {
  const { partnerName, supportEmail, supportPhone, contactName, legalFooter, ...look } =
    saved?.brand ?? usual;
  const { colors, logo, wording } = look;
  return {
    version: saved?.version ?? 0,
    savedAt: saved?.savedAt.toISOString() ?? null,
    partnerName,
    supportEmail,
    supportPhone: supportPhone ?? null,
    contactName: contactName ?? null,
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
