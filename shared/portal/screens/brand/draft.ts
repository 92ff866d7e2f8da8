import { contrastRatio } from '../../../views/mail/contrast.ts';
import type { InvitationPreviewRequest, MailBrand } from '../../../client/operations.ts';
import { t, type Language } from '../../words.ts';

/** The colours of a mail while the partner has chosen none. */
const usualColors = { button: '#0b5cad', buttonText: '#ffffff', link: '#0b5cad' };

export type Colors = typeof usualColors;
export type Wording = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>;

/** The brand as it is typed: what may be absent has a switch of its own, so that nothing typed is lost by it. */
export type Draft = {
  readonly partnerName: string;
  readonly supportEmail: string;
  readonly supportPhone: string;
  readonly contactName: string;
  readonly legalFooter: string;
  readonly hasColors: boolean;
  readonly colors: Colors;
  readonly logoUrl: string;
  readonly logoWidth: string;
  readonly logoHeight: string;
  readonly wording: Wording;
};

export type BrandBody = NonNullable<InvitationPreviewRequest['brand']>;
export type Wrong = Readonly<Record<string, string>>;

export function draftOf(brand: MailBrand): Draft {
  return {
    partnerName: brand.partnerName,
    supportEmail: brand.supportEmail ?? '',
    supportPhone: brand.supportPhone ?? '',
    contactName: brand.contactName ?? '',
    legalFooter: brand.legalFooter ?? '',
    hasColors: brand.colors !== null,
    colors: brand.colors ?? usualColors,
    logoUrl: brand.logo?.url ?? '',
    logoWidth: String(brand.logo?.widthPx ?? 160),
    logoHeight: String(brand.logo?.heightPx ?? 40),
    wording: brand.wording ?? {},
  };
}

/** The draft as the API takes it: blanks at the ends of lines are no words of the partner's. */
export function bodyOf(draft: Draft): BrandBody {
  const wording = Object.entries(draft.wording).flatMap(([language, words]) => {
    const own = Object.entries(words).map(([key, text]) => [key, trimmed(text)] as const);
    return own.length > 0 ? [[language, Object.fromEntries(own)] as const] : [];
  });
  return {
    partnerName: draft.partnerName.trim(),
    supportEmail: draft.supportEmail.trim() || null,
    supportPhone: draft.supportPhone.trim() || null,
    contactName: draft.contactName.trim() || null,
    legalFooter: trimmed(draft.legalFooter) || null,
    colors: draft.hasColors ? draft.colors : null,
    logo: draft.logoUrl.trim()
      ? {
          url: draft.logoUrl.trim(),
          widthPx: Number(draft.logoWidth),
          heightPx: Number(draft.logoHeight),
        }
      : null,
    wording: wording.length > 0 ? Object.fromEntries(wording) : null,
  };
}

const trimmed = (text: string): string =>
  text
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

export const isSame = (one: Draft, other: Draft): boolean =>
  JSON.stringify(bodyOf(one)) === JSON.stringify(bodyOf(other));

/** Whether a colour is written as the API takes it. */
export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** Contrast of a pair of colours, 1 to 21; 0 while one of them is half typed. */
export const contrastOf = (one: string, other: string): number =>
  isColor(one) && isColor(other) ? contrastRatio(one, other) : 0;

/** WCAG 2.2 AA for text. */
export const enoughContrast = 4.5;

/** What is wrong in words of the portal, by JSON pointer. */
export function wrongIn(draft: Draft): Wrong {
  const { colors, logoUrl } = draft;
  const wrong: Record<string, string> = {};
  const check = (fine: boolean, pointer: string, message: string): void => {
    if (!fine) wrong[pointer] ??= message;
  };
  check(draft.partnerName.trim() !== '', '/partnerName', t('common.required'));
  const address = draft.supportEmail.trim();
  check(address === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address), '/supportEmail', t('common.badEmail'));
  if (draft.hasColors) {
    for (const name of ['button', 'buttonText', 'link'] as const) {
      check(isColor(colors[name]), `/colors/${name}`, t('brand.badColor'));
    }
    const low = t('brand.lowContrast');
    check(contrastOf(colors.buttonText, colors.button) >= enoughContrast, '/colors/buttonText', low);
    check(contrastOf(colors.link, '#ffffff') >= enoughContrast, '/colors/link', low);
  }
  if (logoUrl.trim()) {
    check(/^https:\/\/\S+\.\S+/.test(logoUrl.trim()), '/logo/url', t('brand.badLogo'));
    check(isWithin(draft.logoWidth, 300), '/logo/widthPx', t('brand.badSize', { max: 300 }));
    check(isWithin(draft.logoHeight, 120), '/logo/heightPx', t('brand.badSize', { max: 120 }));
  }
  for (const [language, words] of Object.entries(draft.wording)) {
    for (const [key, text] of Object.entries(words)) {
      const pointer = `/wording/${language}/${key}`;
      check(text.trim() !== '', pointer, t('common.required'));
      check(!/:\/\/|www\.|@/i.test(text), pointer, t('brand.noAddress'));
    }
  }
  return wrong;
}

function isWithin(text: string, max: number): boolean {
  return Number.isInteger(Number(text)) && Number(text) >= 1 && Number(text) <= max;
}
