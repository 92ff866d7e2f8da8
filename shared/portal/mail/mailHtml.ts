import { readableOn } from './contrast.ts';
import type { MailBlock, MailContent } from './mailContent.ts';
import { defaultColors, isReadable } from './mailBrand.ts';
import type { MailBrand, MailColors } from './mailBrand.ts';
import type { MailLanguage } from './mailInput.ts';
import { directionOf } from './mailMessage.ts';
import type { MailBlockName } from './templates/mailTemplates.ts';
import { mailTemplates } from './templates/mailTemplates.ts';

// The card's background in dark mode, as in templates/mail.mjml.
const darkCard = '#1f2429';

/** A mail's content as a complete HTML document in the partner's colours. */
export function mailHtml(
  content: MailContent,
  language: MailLanguage,
  brand: MailBrand,
  name: string,
): string {
  const template = mailTemplates[directionOf(language)];
  const colors = brandColors(brand);
  const look = { ...colors, linkDark: readableOn(colors.link, darkCard) };
  const logo = brand.logo;
  const brandBlock =
    logo === undefined
      ? filled(template.blocks.brandName, { name })
      : filled(template.blocks.brandLogo, {
          name,
          src: logo.url,
          widthPx: String(logo.widthPx),
          heightPx: String(logo.heightPx),
        });
  return [
    filled(template.open, {
      ...look,
      lang: language,
      subject: content.subject,
      preheader: content.preheader,
    }),
    brandBlock,
    filled(template.blocks.heading, { text: content.heading }),
    ...content.blocks.map((block) =>
      templateNames(block)
        .map((part) => filled(template.blocks[part], { ...look, ...slotsOf(block) }))
        .join('\n'),
    ),
    template.close,
    '',
  ].join('\n');
}

function templateNames(block: MailBlock): readonly MailBlockName[] {
  // The address in full stands below the button, for programs that show no button.
  return block.kind === 'action' ? ['button', 'address'] : [block.kind];
}

function slotsOf(block: MailBlock): Readonly<Record<string, string>> {
  const { kind: _, ...slots } = block;
  return slots;
}

function brandColors(brand: MailBrand): MailColors {
  // Colours are checked when they are saved; a mail that nobody can read must not leave even so.
  return brand.colors !== undefined && isReadable(brand.colors) ? brand.colors : defaultColors;
}

// Every value is escaped here and nowhere else, so no block can forget it.
function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\[\[(\w+)\]\]/g, (_, slot: string) => {
    const value = values[slot];
    if (value === undefined) throw new Error(`The mail template has no value for ${slot}.`);
    return escapeHtml(value).replaceAll('\n', '<br />');
  });
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}
