import { expect, it } from 'vitest';
import { sampleMails } from '../../../../infra/build/mailSamples.ts';
import { previewBody, previewKinds } from '../../../../shared/contracts/mail/invitationPreview.ts';
import { readPreview } from '../../../../shared/contracts/mail/readPreview.ts';
import { languages } from '../../../../shared/domain/language.ts';

const example = {
  now: new Date('2026-11-22T15:41:00Z'),
  defaultLanguage: 'en',
  publicUrl: 'https://mca.northwind.example',
  mailPasswords: false,
} as const;

it('offers every kind of mail that is ever sent, to both kinds of readers', () => {
  const offered = previewKinds.map((kind) => readPreview(previewBody.parse({ kind }), example));
  const sent = new Set([...sampleMails('en').values()].map(({ kind }) => kind));
  expect(new Set(offered.map(({ kind }) => kind))).toEqual(sent);
  const audiences = offered.map((order) => ('audience' in order ? order.audience : null));
  expect(audiences).toEqual(expect.arrayContaining(['customer', 'agent']));
});

it('reminds of every request, in the language asked for', () => {
  for (const language of languages) {
    for (const about of ['existingCustomer', 'newCustomer', 'relationship', 'attestation']) {
      const body = previewBody.parse({ kind: 'reminder', about, language, daysLeft: 2 });
      expect(readPreview(body, example)).toMatchObject({ kind: 'reminder', language, daysLeft: 2 });
    }
  }
});

it.each([
  [false, 'viewOnce'],
  [true, 'inMail'],
])('shows a new customer’s mail as it is sent with passwords in mails %s', (mailPasswords, kind) => {
  const order = readPreview(previewBody.parse({ kind: 'newCustomer' }), { ...example, mailPasswords });
  expect(order).toMatchObject({ signIn: { kind } });
});
