import { capped, oneLine, plainBlock, unlinked } from './cleanText.ts';
import { linkUrl } from './linkUrl.ts';
import type { InviteExistingMail, MailInput } from './mailInput.ts';
import { intlLocale, mailMessage } from './mailMessage.ts';
import type { MessageKey } from './mailMessages.ts';

const maxNameCharacters = 80;
const maxSubjectCharacters = 150;
const maxNoteCharacters = 500;

/** One piece of a mail's body; addresses in it are checked, texts are clean but not escaped. */
export type MailBlock =
  | { kind: 'paragraph'; text: string }
  | { kind: 'fact'; label: string; value: string }
  | { kind: 'action'; label: string; labelInText: string; intro: string; url: string }
  | { kind: 'address'; intro: string; url: string }
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

/** Puts a mail's words together in its language. Throws when an address in it may not be linked. */
export function mailContent(mail: MailInput): MailContent {
  const say = sayer(mail);
  switch (mail.kind) {
    case 'inviteExisting':
      return inviteExisting(mail, say);
  }
}

type Say = (key: MessageKey, place?: 'body' | 'subject') => string;

function inviteExisting(mail: InviteExistingMail, say: Say): MailContent {
  const url = linkUrl(mail.url);
  return {
    subject: capped(say('inviteExisting.subject', 'subject'), maxSubjectCharacters),
    preheader: say('inviteExisting.preheader'),
    heading: say('inviteExisting.heading'),
    blocks: [
      { kind: 'paragraph', text: greeting(mail, say) },
      { kind: 'paragraph', text: say('inviteExisting.why') },
      { kind: 'paragraph', text: say('inviteExisting.effect') },
      ...note(mail.note, say),
      {
        kind: 'action',
        label: say('inviteExisting.button'),
        labelInText: say('inviteExisting.buttonInText'),
        intro: say('addressIntro'),
        url,
      },
      { kind: 'fact', label: say('validUntil'), value: dateTime(mail) },
      { kind: 'paragraph', text: say('inviteExisting.where') },
      { kind: 'paragraph', text: say('whoMayAccept') },
      { kind: 'paragraph', text: say('privateWindow') },
      ...closing(mail, say),
    ],
  };
}

function greeting(mail: MailInput, say: Say): string {
  return oneLine(mail.recipientName ?? '', 1) === '' ? say('greeting') : say('greetingNamed');
}

function note(text: string | null, say: Say): MailBlock[] {
  const block = unlinked(plainBlock(text ?? '', maxNoteCharacters));
  return block === '' ? [] : [{ kind: 'note', title: say('noteTitle'), text: block }];
}

function closing(mail: MailInput, say: Say): MailBlock[] {
  const { supportEmail, legalFooter } = mail.brand;
  const legal = plainBlock(legalFooter ?? '', 1000);
  return [
    supportEmail === null
      ? { kind: 'paragraph', text: say('supportUnknown') }
      : { kind: 'contact', text: say('support'), email: supportEmail },
    { kind: 'paragraph', text: say('regards') },
    { kind: 'rule' },
    { kind: 'small', text: say('ignore') },
    ...(mail.notForMeUrl === undefined
      ? []
      : [{ kind: 'address', intro: say('notForMe'), url: linkUrl(mail.notForMeUrl) } as const]),
    { kind: 'small', text: say('sender') },
    ...(legal === '' ? [] : [{ kind: 'small', text: legal } as const]),
  ];
}

function sayer(mail: MailInput): Say {
  const names = {
    recipientName: oneLine(mail.recipientName ?? '', maxNameCharacters),
    companyName: oneLine(mail.companyName, maxNameCharacters),
    partnerName: oneLine(mail.brand.partnerName, maxNameCharacters),
  };
  const expiresOn = dateOnly(mail);
  const subjectValues = { ...names, expiresOn };
  const bodyValues = {
    recipientName: unlinked(names.recipientName),
    companyName: unlinked(names.companyName),
    partnerName: unlinked(names.partnerName),
    expiresOn,
  };
  return (key, place = 'body') =>
    mailMessage(mail.language, key, place === 'subject' ? subjectValues : bodyValues, place);
}

function dateOnly(mail: MailInput): string {
  return new Intl.DateTimeFormat(intlLocale(mail.language), { dateStyle: 'long', timeZone: 'UTC' }).format(
    mail.expiresAt,
  );
}

function dateTime(mail: MailInput): string {
  return new Intl.DateTimeFormat(intlLocale(mail.language), {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: 'UTC',
  }).format(mail.expiresAt);
}
