import { oneLine } from './cleanText.ts';
import { mailContent } from './mailContent.ts';
import { mailHtml } from './mailHtml.ts';
import type { ComposedMail, MailInput } from './mailInput.ts';
import { mailText } from './mailText.ts';

/** Writes one mail: the same input gives the same bytes. Throws when an address in it may not be linked. */
export function composeMail(mail: MailInput): ComposedMail {
  const content = mailContent(mail);
  return {
    subject: content.subject,
    html: mailHtml(content, mail.language, mail.brand, oneLine(mail.brand.partnerName, 80)),
    text: mailText(content),
  };
}
