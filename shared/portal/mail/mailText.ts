import type { MailBlock, MailContent } from './mailContent.ts';

/** A mail's content as plain text: one blank line between blocks, each address on a line of its own. */
export function mailText(content: MailContent): string {
  return `${content.blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

function blockText(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
    case 'small':
      return block.text;
    case 'fact':
      return `${block.label} ${block.value}`;
    case 'action':
      return `${block.labelInText}\n${block.url}`;
    case 'address':
      return `${block.intro}\n${block.url}`;
    case 'note':
      return [block.title, ...block.text.split('\n').map((line) => `> ${line}`.trimEnd())].join('\n');
    case 'contact':
      return `${block.text} ${block.email}`;
    case 'rule':
      return '--';
  }
}
