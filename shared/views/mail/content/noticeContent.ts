import { oneLine } from '../cleanText.ts';
import { linkUrl } from '../linkUrl.ts';
import type { MailBlock, MailContent } from './mailContent.ts';
import { paragraph } from './mailContent.ts';
import { customerClosing, greeting, senderOfMail } from '../mailFrame.ts';
import type {
  AcceptanceConfirmedMail,
  AmbiguousNoticeMail,
  BounceNoticeMail,
  DeclineNoticeMail,
  ExpiryNoticeMail,
  RefusalNoticeMail,
  WantedNoticeMail,
} from '../mailInput.ts';
import { createMailWriter } from '../mailWriter.ts';
import type { MailWriter } from '../mailWriter.ts';

const maxAddressCharacters = 254;

/** The words for the partner's agent when an invitation ran out. */
export function expiryContent(mail: ExpiryNoticeMail): MailContent {
  const writer = createMailWriter(mail);
  const { say } = writer;
  const invitedAddress = oneLine(mail.invitedAddress, maxAddressCharacters);
  const what = say('expiryNotice.what', { invitedAddress, expiredOn: writer.moment(mail.expiredAt) });
  const reminders = Math.max(0, Math.trunc(mail.remindersSent));
  return {
    subject: writer.subject('expiryNotice.subject'),
    preheader: say('expiryNotice.preheader'),
    heading: say('expiryNotice.heading'),
    blocks: [
      greeting(mail, writer),
      paragraph(`${what}\n${say('expiryNotice.reminders', { reminders })}`),
      paragraph(say('expiryNotice.next')),
      ...agentClosing(mail.url, writer),
    ],
  };
}

/** The words for the partner's agent when a mail did not arrive. */
export function bounceContent(mail: BounceNoticeMail): MailContent {
  const writer = createMailWriter(mail);
  const { say } = writer;
  const invitedAddress = oneLine(mail.invitedAddress, maxAddressCharacters);
  return {
    subject: writer.subject('bounceNotice.subject'),
    preheader: say('bounceNotice.preheader'),
    heading: say('bounceNotice.heading'),
    blocks: [
      greeting(mail, writer),
      paragraph(say('bounceNotice.what', { invitedAddress, bouncedOn: writer.moment(mail.bouncedAt) })),
      paragraph(say(`bounceNotice.${mail.reason}`)),
      paragraph(say('bounceNotice.next')),
      ...agentClosing(mail.url, writer),
    ],
  };
}

/** The words for the partner's agent when a reader said "not for me". */
export function declineContent(mail: DeclineNoticeMail): MailContent {
  const writer = createMailWriter(mail);
  const { say } = writer;
  const invitedAddress = oneLine(mail.invitedAddress, maxAddressCharacters);
  return {
    subject: writer.subject('declineNotice.subject'),
    preheader: say('declineNotice.preheader'),
    heading: say('declineNotice.heading'),
    blocks: [
      greeting(mail, writer),
      paragraph(say('declineNotice.what', { invitedAddress, declinedOn: writer.moment(mail.declinedAt) })),
      paragraph(say('declineNotice.next')),
      ...agentClosing(mail.url, writer),
    ],
  };
}

/** The words for the partner's agent when an agent has to say which new customer an invited company is. */
export function ambiguousContent(mail: AmbiguousNoticeMail): MailContent {
  return askedContent(mail, 'ambiguousNotice', { foundOn: mail.foundAt });
}

/** The words for the partner's agent when a reader asked for another invitation. */
export function wantedContent(mail: WantedNoticeMail): MailContent {
  return askedContent(mail, 'wantedNotice', { wantedOn: mail.wantedAt });
}

/** The words for the partner's agent when Microsoft sent the customer back to the partner. */
export function refusalContent(mail: RefusalNoticeMail): MailContent {
  return askedContent(mail, 'refusalNotice', { refusedOn: mail.refusedAt });
}

function askedContent(
  mail: AmbiguousNoticeMail | WantedNoticeMail | RefusalNoticeMail,
  kind: 'ambiguousNotice' | 'wantedNotice' | 'refusalNotice',
  when: Readonly<Record<string, Date>>,
): MailContent {
  const writer = createMailWriter(mail);
  const { say } = writer;
  const invitedAddress = oneLine(mail.invitedAddress, maxAddressCharacters);
  const times = Object.fromEntries(Object.entries(when).map(([name, at]) => [name, writer.moment(at)]));
  return {
    subject: writer.subject(`${kind}.subject`),
    preheader: say(`${kind}.preheader`),
    heading: say(`${kind}.heading`),
    blocks: [
      greeting(mail, writer),
      paragraph(say(`${kind}.what`, { invitedAddress, ...times })),
      paragraph(say(`${kind}.next`)),
      ...agentClosing(mail.url, writer),
    ],
  };
}

/** The words that confirm an acceptance, to the customer or to the partner's agent. */
export function acceptanceContent(mail: AcceptanceConfirmedMail): MailContent {
  const writer = createMailWriter(mail);
  const { say } = writer;
  const key = `acceptanceConfirmed.${mail.audience}` as const;
  return {
    subject: writer.subject(`${key}.subject`),
    preheader: say(`${key}.preheader`),
    heading: say('acceptanceConfirmed.heading'),
    blocks: [
      greeting(mail, writer),
      paragraph(say(`${key}.what`)),
      ...acceptanceFacts(mail, writer),
      paragraph(say(`${key}.next`)),
      ...(mail.audience === 'agent'
        ? agentClosing(mail.url, writer)
        : customerClosing(mail, writer, [senderOfMail(writer)])),
    ],
  };
}

function acceptanceFacts(mail: AcceptanceConfirmedMail, { say, name, moment }: MailWriter): MailBlock[] {
  const facts: MailBlock[] = [];
  const by = name(mail.acceptedBy);
  if (mail.acceptedAt !== null)
    facts.push({ kind: 'fact', label: say('acceptanceConfirmed.on'), value: moment(mail.acceptedAt) });
  if (by !== '') facts.push({ kind: 'fact', label: say('acceptanceConfirmed.by'), value: by });
  if (mail.audience === 'agent')
    facts.push({
      kind: 'fact',
      label: say('acceptanceConfirmed.how'),
      value: say(`acceptanceConfirmed.${mail.path}`),
    });
  return facts;
}

function agentClosing(url: string, { say }: MailWriter): MailBlock[] {
  return [
    {
      kind: 'action',
      label: say('openRecord'),
      labelInText: say('openRecordInText'),
      intro: say('addressIntro'),
      url: linkUrl(url),
    },
    { kind: 'rule' },
    { kind: 'small', text: say('agentReason') },
  ];
}
