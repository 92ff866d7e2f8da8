import { oneLine, unlinked } from '../cleanText.ts';
import { linkUrl } from '../linkUrl.ts';
import type { MailContent } from './mailContent.ts';
import { paragraph } from './mailContent.ts';
import { greeting } from '../mailFrame.ts';
import type { EndpointNoticeMail } from '../mailInput.ts';
import { createMailWriter } from '../mailWriter.ts';

const maxHostCharacters = 253;

/** The words for the partner's agent when a webhook endpoint was given up. */
export function endpointContent(mail: EndpointNoticeMail): MailContent {
  const writer = createMailWriter(mail);
  const { say } = writer;
  const host = oneLine(mail.host, maxHostCharacters);
  const disabledOn = writer.moment(mail.disabledAt);
  return {
    subject: writer.subject('endpointNotice.subject', { host }),
    preheader: say('endpointNotice.preheader'),
    heading: say('endpointNotice.heading'),
    blocks: [
      greeting(mail, writer),
      // The operator of that host chose its name, so the mail does not link to it.
      paragraph(say('endpointNotice.what', { host: unlinked(host), disabledOn })),
      paragraph(say(`endpointNotice.${mail.reason}`)),
      { kind: 'fact', label: say('endpointNotice.id'), value: oneLine(mail.endpointId, maxHostCharacters) },
      paragraph(say('endpointNotice.next')),
      {
        kind: 'action',
        label: say('openEndpoint'),
        labelInText: say('openEndpointInText'),
        intro: say('addressIntro'),
        url: linkUrl(mail.url),
      },
      { kind: 'rule' },
      { kind: 'small', text: say('addresseeReason') },
    ],
  };
}
