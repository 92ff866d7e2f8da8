import { plainBlock } from './cleanText.ts';
import { isMailAddress, maxLegalCharacters } from './mailBrand.ts';
import type { MailBlock } from './content/mailContent.ts';
import { paragraph } from './content/mailContent.ts';
import type { MailBrand } from '../../domain/mail/mailBrand.ts';
import type { MailBasics } from './mailInput.ts';
import type { MailWriter } from './mailWriter.ts';

/** The greeting, by name where there is one. */
export function greeting({ recipientName }: MailBasics, { say, name }: MailWriter): MailBlock {
  return paragraph(name(recipientName) === '' ? say('greeting') : say('greetingNamed'));
}

/** The sender of the mail, and the reason why the reader gets it. */
export function senderOfMail(
  { say }: MailWriter,
  reason: 'contactReason' | 'prospectReason' = 'contactReason',
): MailBlock {
  return { kind: 'small', text: `${say('sender')}\n${say(reason)}` };
}

/** Whom readers may ask for, and where they can call. */
function namedContact({ contactName, supportPhone }: MailBrand, { say, name }: MailWriter): MailBlock[] {
  return [
    ...(contactName
      ? [{ kind: 'fact', label: say('supportPerson'), value: name(contactName) } as const]
      : []),
    ...(supportPhone ? [{ kind: 'fact', label: say('supportPhone'), value: supportPhone } as const] : []),
  ];
}

/** How every mail to a customer ends: whom to ask, regards, then the given small print and the partner's own. */
export function customerClosing(
  { brand }: MailBasics,
  writer: MailWriter,
  smallPrint: readonly MailBlock[],
): MailBlock[] {
  const { say } = writer;
  const { supportEmail } = brand;
  const legal = plainBlock(brand.legalFooter ?? '', maxLegalCharacters);
  return [
    supportEmail !== null && isMailAddress(supportEmail)
      ? { kind: 'contact', text: say('support'), email: supportEmail }
      : paragraph(say('supportUnknown')),
    ...namedContact(brand, writer),
    paragraph(say('regards')),
    { kind: 'rule' },
    ...smallPrint,
    ...(legal === '' ? [] : [{ kind: 'small', text: legal } as const]),
  ];
}
