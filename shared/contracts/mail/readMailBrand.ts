import type { MailBrand } from '../../domain/mail/mailBrand.ts';
import type { BrandFields } from './mailBrand.ts';

/** Absent parts of a brand are left out, as everywhere in mails. */
export function readMailBrand({ partnerName, supportEmail, legalFooter, ...look }: BrandFields): MailBrand {
  const { supportPhone, contactName, colors, logo, wording } = look;
  return {
    partnerName,
    supportEmail: supportEmail ?? null,
    legalFooter: legalFooter ? legalFooter : null,
    ...(supportPhone ? { supportPhone } : {}),
    ...(contactName ? { contactName } : {}),
    ...(colors ? { colors } : {}),
    ...(logo ? { logo } : {}),
    ...(wording ? { wording } : {}),
  };
}
