import type { MailBlock, MailContent } from './content/mailContent.ts';

/** A mail's content as plain text: a blank line between blocks, each address on a line of its own. */
export function mailText(content: MailContent): string {
  let text = '';
  let last: MailBlock['kind'] | null = null;
  for (const block of content.blocks) {
    if (last !== null) text += last === 'fact' && block.kind === 'fact' ? '\n' : '\n\n';
    text += blockText(block);
    last = block.kind;
  }
  return `${text}\n`;
}

function blockText(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
    case 'small':
      return block.text;
    case 'fact':
      return `${block.label} ${block.value}`;
    case 'literal':
      return `${block.label}\n${block.value}`;
    case 'action':
      return `${block.labelInText}\n${block.url}`;
    case 'link':
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
