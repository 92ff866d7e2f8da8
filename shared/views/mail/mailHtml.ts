import { escapeHtml } from '../pages/escapeHtml.ts';
import { oneLine, unlinked } from './cleanText.ts';
import { readableOn } from './contrast.ts';
import { isLinkUrl } from './linkUrl.ts';
import type { MailBlock, MailContent } from './content/mailContent.ts';
import { colorProblems, defaultColors, maxNameCharacters } from './mailBrand.ts';
import type { MailBrand, MailColors } from '../../domain/mail/mailBrand.ts';
import type { MailBasics } from './mailInput.ts';
import { directionOf } from './mailLanguage.ts';
import type { MailBlockName, MailTemplate } from './templates/mailTemplates.ts';
import { mailTemplates } from './templates/mailTemplates.ts';

// The card's background in dark mode, as in templates/mail.mjml.
const darkCard = '#1f2429';

/** A mail's content as a complete HTML document in the partner's colours. */
export function mailHtml(content: MailContent, { language, brand }: MailBasics): string {
  const template = mailTemplates[directionOf(language)];
  const colors = brandColors(brand);
  const look = { ...colors, linkDark: readableOn(colors.link, darkCard) };
  return [
    filled(template.open, {
      ...look,
      lang: language,
      // Some programs show the title, where an address in a name must be as harmless as in the body.
      subject: unlinked(content.subject),
      preheader: content.preheader,
    }),
    brandBlock(brand, template),
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

function brandBlock({ partnerName, logo }: MailBrand, template: MailTemplate): string {
  const name = unlinked(oneLine(partnerName, maxNameCharacters));
  if (logo === undefined || !isLinkUrl(logo.url)) return filled(template.blocks.brandName, { name });
  const { url: src, widthPx, heightPx } = logo;
  return filled(template.blocks.brandLogo, { name, src, widthPx: `${widthPx}`, heightPx: `${heightPx}` });
}

function brandColors(brand: MailBrand): MailColors {
  // Colours are checked when they are saved; even so, an unreadable mail must not be sent.
  return brand.colors !== undefined && colorProblems(brand.colors).length === 0
    ? brand.colors
    : defaultColors;
}

// Every value is escaped here and nowhere else, so no block can forget it.
function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\[\[(\w+)\]\]/g, (_, slot: string) => {
    const value = values[slot];
    if (value === undefined) throw new Error(`The mail template has no value for ${slot}.`);
    return escapeHtml(value).replaceAll('\n', '<br />');
  });
}
