import { plainBlock } from './cleanText.ts';
import { isMailAddress, maxLegalCharacters } from './mailBrand.ts';
import type { MailBlock } from './content/mailContent.ts';
import { paragraph } from './content/mailContent.ts';
import type { MailBasics } from './mailInput.ts';
import type { MailWriter } from './mailWriter.ts';

/** The greeting, by name where there is one. */
export function greeting({ recipientName }: MailBasics, { say, name }: MailWriter): MailBlock {
  return paragraph(name(recipientName) === '' ? say('greeting') : say('greetingNamed'));
}

/** The sender of the mail, and the reason why the reader gets it. */
export function senderOfMail({ say }: MailWriter): MailBlock {
  return { kind: 'small', text: `${say('sender')}\n${say('contactReason')}` };
}

/** How every mail to a customer ends: whom to ask, regards, then the given small print and the partner's own. */
export function customerClosing(
  { brand }: MailBasics,
  { say }: MailWriter,
  smallPrint: readonly MailBlock[],
): MailBlock[] {
  const { supportEmail } = brand;
  const legal = plainBlock(brand.legalFooter ?? '', maxLegalCharacters);
  return [
    supportEmail !== null && isMailAddress(supportEmail)
      ? { kind: 'contact', text: say('support'), email: supportEmail }
      : paragraph(say('supportUnknown')),
    paragraph(say('regards')),
    { kind: 'rule' },
    ...smallPrint,
    ...(legal === '' ? [] : [{ kind: 'small', text: legal } as const]),
  ];
}
