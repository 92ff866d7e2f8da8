import { plainBlock, unlinked } from '../cleanText.ts';
import { linkUrl } from '../linkUrl.ts';
import type { MailBlock, MailContent } from './mailContent.ts';
import { paragraph } from './mailContent.ts';
import { customerClosing, greeting, senderOfMail } from '../mailFrame.ts';
import type { FirstSignIn } from '../../../domain/mail/mailOrder.ts';
import type { ReminderMail, RequestMail } from '../mailInput.ts';
import { createMailWriter, maxSubjectCharacters } from '../mailWriter.ts';
import type { MailWriter } from '../mailWriter.ts';

const maxNoteCharacters = 500;

/** The words of a mail that asks a person at the customer to accept. */
export function requestContent(mail: RequestMail, maxSubject?: number): MailContent {
  const writer = createMailWriter(mail);
  const { say } = writer;
  return {
    subject: writer.subject(`${mail.kind}.subject`, {}, maxSubject),
    preheader: say(`${mail.kind}.preheader`, { expiresOn: writer.day(mail.expiresAt) }),
    heading: say(`${mail.kind}.heading`),
    blocks: [
      greeting(mail, writer),
      ...reasons(mail, writer),
      ...note(mail.note, writer),
      ...steps(mail, writer),
      ...customerClosing(mail, writer, smallPrint(mail, writer)),
    ],
  };
}

/** The words of a reminder: those of its request, after a sentence on the time that is left. */
export function reminderContent(mail: ReminderMail): MailContent {
  const { say, subject } = createMailWriter(mail);
  const wordsBefore = subject('reminder.subject', { subject: '' }).length;
  const request = requestContent(requestOf(mail), maxSubjectCharacters - wordsBefore);
  const [hello, ...rest] = request.blocks;
  const daysLeft = say('reminder.daysLeft', { days: Math.max(0, Math.trunc(mail.daysLeft)) });
  return {
    subject: subject('reminder.subject', { subject: request.subject }),
    preheader: daysLeft,
    heading: request.heading,
    blocks: [
      ...(hello === undefined ? [] : [hello]),
      paragraph(`${say('reminder.opening')}\n${daysLeft}`),
      ...rest,
    ],
  };
}

function requestOf(mail: ReminderMail): RequestMail {
  switch (mail.about) {
    case 'inviteExisting':
    case 'attestationLink':
      return { ...mail, kind: mail.about };
    case 'inviteNetNew':
      return { ...mail, kind: mail.about };
    case 'inviteRelationship':
      return { ...mail, kind: mail.about };
  }
}

// What the messages claim about Microsoft. Documented: only a Global Administrator accepts in the admin center; a new
// customer cannot buy before; the relationship page shows the agreement too; the attestation page is for one country.
// Third party: without an acceptance nothing can be changed but services keep running; that page needs no sign-in.
function reasons(mail: RequestMail, { say, name }: MailWriter): MailBlock[] {
  switch (mail.kind) {
    case 'inviteExisting':
    case 'attestationLink':
      return [paragraph(say(`${mail.kind}.why`)), paragraph(say('effect'))];
    case 'inviteNetNew':
      return [paragraph(say('inviteNetNew.why')), paragraph(say('inviteNetNew.effect'))];
    case 'inviteRelationship':
      return [
        paragraph(say('inviteRelationship.why', { resellerName: name(mail.resellerName) })),
        paragraph(say('inviteRelationship.effect')),
      ];
  }
}

/** What the button does, by what is asked for. */
const buttons = {
  inviteExisting: 'accept',
  inviteNetNew: 'signInAndAccept',
  inviteRelationship: 'confirm',
  attestationLink: 'accept',
} as const;

function steps(mail: RequestMail, writer: MailWriter): MailBlock[] {
  const { say, moment } = writer;
  const accept: MailBlock[] = [
    {
      kind: 'action',
      label: say(buttons[mail.kind]),
      labelInText: say(`${buttons[mail.kind]}InText`),
      intro: say('addressIntro'),
      url: linkUrl(mail.url),
    },
    { kind: 'fact', label: say('validUntil'), value: moment(mail.expiresAt) },
  ];
  const where = paragraph(say(`${mail.kind}.where`));
  const privateWindow = paragraph(say('privateWindow'));
  switch (mail.kind) {
    case 'inviteExisting':
    case 'inviteRelationship':
      return [...accept, where, paragraph(say('whoMayAccept')), privateWindow];
    case 'inviteNetNew':
      return [
        ...firstSignIn(mail.signIn, writer),
        where,
        ...accept,
        paragraph(say('inviteNetNew.keepSafe')),
        privateWindow,
      ];
    case 'attestationLink':
      return [...accept, where, paragraph(say('attestationLink.personal'))];
  }
}

function firstSignIn(signIn: FirstSignIn, { say, moment }: MailWriter): MailBlock[] {
  if (signIn.kind === 'viewOnce') {
    const intro = say('inviteNetNew.signInOnce', { signInUntil: moment(signIn.expiresAt) });
    return [{ kind: 'link', intro, url: linkUrl(signIn.url) }];
  }
  return [
    paragraph(say('inviteNetNew.signInHere')),
    { kind: 'literal', label: say('inviteNetNew.userName'), value: secret(signIn.userName) },
    { kind: 'literal', label: say('inviteNetNew.password'), value: secret(signIn.password) },
  ];
}

// Cleaning a password would change it, so one that cannot be shown as it is must be handed over another way.
function secret(value: string): string {
  if (/[\p{C}\p{Z}]/u.test(value)) throw new Error('These sign-in details cannot be written in a mail.');
  return value;
}

function note(text: string | null, { say }: MailWriter): MailBlock[] {
  const block = unlinked(plainBlock(text ?? '', maxNoteCharacters));
  return block === '' ? [] : [{ kind: 'note', title: say('noteTitle'), text: block }];
}

function smallPrint(mail: RequestMail, writer: MailWriter): MailBlock[] {
  const { say, name } = writer;
  const inviterName = name(mail.inviterName ?? null);
  // Signatories and companies that are no customers yet have no way of their own to the page.
  const hasOwnWay = mail.kind === 'inviteExisting' || mail.kind === 'inviteNetNew';
  const blocks: MailBlock[] = [
    { kind: 'small', text: say('ignore') },
    ...(inviterName === '' ? [] : [{ kind: 'small', text: say('invitedBy', { inviterName }) } as const]),
    ...(hasOwnWay ? [{ kind: 'small', text: say('withoutLink') } as const] : []),
    { kind: 'small', text: say('inDoubt') },
  ];
  if (mail.notForMeUrl !== undefined)
    blocks.push({ kind: 'address', intro: say('notForMe'), url: linkUrl(mail.notForMeUrl) });
  // A company that has yet to confirm us is not a contact of ours.
  blocks.push(senderOfMail(writer, mail.kind === 'inviteRelationship' ? 'prospectReason' : 'contactReason'));
  return blocks;
}
