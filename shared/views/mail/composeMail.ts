import { endpointContent } from './content/endpointContent.ts';
import type { MailContent } from './content/mailContent.ts';
import { mailHtml } from './mailHtml.ts';
import type { ComposedMail, MailInput } from './mailInput.ts';
import { mailText } from './mailText.ts';
import {
  acceptanceContent,
  ambiguousContent,
  bounceContent,
  declineContent,
  expiryContent,
  refusalContent,
  wantedContent,
} from './content/noticeContent.ts';
import { reminderContent, requestContent } from './content/requestContent.ts';

/**
 * Writes one mail: the same input gives the same bytes. Throws a plain Error, without the value in it, when an
 * address may not be linked or the company's or the partner's name is empty.
 */
export function composeMail(mail: MailInput): ComposedMail {
  const content = contentOf(mail);
  return { subject: content.subject, html: mailHtml(content, mail), text: mailText(content) };
}

function contentOf(mail: MailInput): MailContent {
  switch (mail.kind) {
    case 'inviteExisting':
    case 'inviteNetNew':
    case 'inviteRelationship':
    case 'attestationLink':
      return requestContent(mail);
    case 'reminder':
      return reminderContent(mail);
    case 'expiryNotice':
      return expiryContent(mail);
    case 'bounceNotice':
      return bounceContent(mail);
    case 'declineNotice':
      return declineContent(mail);
    case 'ambiguousNotice':
      return ambiguousContent(mail);
    case 'wantedNotice':
      return wantedContent(mail);
    case 'refusalNotice':
      return refusalContent(mail);
    case 'endpointNotice':
      return endpointContent(mail);
    case 'acceptanceConfirmed':
      return acceptanceContent(mail);
  }
}
