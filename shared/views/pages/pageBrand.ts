import { plainBlock } from '../mail/cleanText.ts';
import { readableOn } from '../mail/contrast.ts';
import { isLinkUrl } from '../mail/linkUrl.ts';
import { colorProblems, defaultColors, isMailAddress, maxLegalCharacters } from '../mail/mailBrand.ts';
import { directionOf } from '../mail/mailLanguage.ts';
import { escapeHtml } from './escapeHtml.ts';
import { pageText } from './pageMessages.ts';
import type { Language } from '../../domain/language.ts';
import type { MailBrand } from '../../domain/mail/mailBrand.ts';

/** Background of pages in the dark look, as in pageStyle.ts. */
const darkBack = '#16191d';

/** The partner's colours: those of its mails. Text on a button keeps its contrast in both looks. */
export function brandStyle({ colors }: MailBrand): string {
  // Colours are checked when they are saved; even so, an unreadable page must not be shown.
  const { button, buttonText, link } = colors && colorProblems(colors).length === 0 ? colors : defaultColors;
  return `:root { --accent: ${link}; --fill: ${button}; --on-fill: ${buttonText}; }
@media (prefers-color-scheme: dark) { :root { --accent: ${readableOn(link, darkBack)}; } }
`;
}

/** The address of the logo, where pages may show it. */
export function logoUrl({ logo }: MailBrand): string | undefined {
  return logo && isLinkUrl(logo.url) ? logo.url : undefined;
}

/** Logo or name of the partner. */
export function brandHeader(brand: MailBrand): string {
  const { partnerName: name, logo } = brand;
  const url = logoUrl(brand);
  const shown =
    url && logo
      ? `<img src="${escapeHtml(url)}" alt="${escapeHtml(name)}" width="${String(logo.widthPx)}" height="${String(logo.heightPx)}">`
      : `<bdi>${escapeHtml(name)}</bdi>`;
  return `<header>${shown}</header>\n`;
}

/** Whom to ask, and who is responsible for the page. */
export function brandFooter(brand: MailBrand, language: Language): string {
  const { partnerName, supportEmail, supportPhone, contactName, legalFooter } = brand;
  const say = (key: Parameters<typeof pageText>[1], values = {}) =>
    escapeHtml(pageText(language, key, { partnerName, ...values }));
  const ways = [
    supportEmail !== null && isMailAddress(supportEmail)
      ? `<a href="mailto:${escapeHtml(supportEmail)}" dir="ltr">${escapeHtml(supportEmail)}</a>`
      : '',
    supportPhone
      ? `<a href="tel:${escapeHtml(supportPhone.replace(/[^\d+]/g, ''))}" dir="ltr">${escapeHtml(supportPhone)}</a>`
      : '',
  ].filter((one) => one !== '');
  const person = contactName ? `<bdi>${escapeHtml(contactName)}</bdi>, ` : '';
  const contact =
    ways.length > 0 ? `${say('contact.title')} ${person}${ways.join(' · ')}` : say('contact.unknown');
  const legal = plainBlock(legalFooter ?? '', maxLegalCharacters);
  return `<footer dir="${directionOf(language)}"><p>${contact}</p><p>${say('contact.sender')}</p>${legal === '' ? '' : `<p dir="auto">${escapeHtml(legal)}</p>`}</footer>\n`;
}
