/** One piece of a mail's body; addresses in it are checked, texts are clean but not escaped. */
export type MailBlock =
  | { kind: 'paragraph'; text: string }
  | { kind: 'fact'; label: string; value: string }
  | { kind: 'literal'; label: string; value: string }
  | { kind: 'action'; label: string; labelInText: string; intro: string; url: string }
  | { kind: 'link' | 'address'; intro: string; url: string }
  | { kind: 'note'; title: string; text: string }
  | { kind: 'contact'; text: string; email: string }
  | { kind: 'rule' }
  | { kind: 'small'; text: string };

/** What a mail says, whatever it will look like. */
export interface MailContent {
  subject: string;
  preheader: string;
  heading: string;
  blocks: readonly MailBlock[];
}

/** A block of running text. */
export function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', text };
}
