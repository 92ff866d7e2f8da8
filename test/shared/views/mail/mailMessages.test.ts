import { describe, expect, it } from 'vitest';
import { mailLanguages } from '../../../../shared/views/mail/mailLanguage.ts';
import { mailMessage } from '../../../../shared/views/mail/mailMessage.ts';
import { mailMessages } from '../../../../shared/views/mail/mailMessages.ts';
import type { MessageKey } from '../../../../shared/views/mail/mailMessages.ts';
import { placeholdersOf } from '../../../../shared/views/mail/mailWording.ts';

const english = Object.entries(mailMessages.en);

describe.each(mailLanguages)('the messages in %s', (language) => {
  const messages: Readonly<Record<string, string>> = mailMessages[language];

  it('have the keys of the English ones, in the same order', () => {
    expect(Object.keys(messages)).toEqual(english.map(([key]) => key));
  });

  it('have the placeholders of the English ones', () => {
    // A plural form may say the number in a word, but the message always receives it.
    for (const [key, source] of english)
      expect(placeholdersOf(messages[key] ?? ''), key).toEqual(placeholdersOf(source));
  });

  it('are not left in English', () => {
    if (language === 'en') return;
    for (const [key, source] of english) {
      if (source.replace(/\{[^}]*\}|[^\p{L}]/gu, '').length > 8) expect(messages[key], key).not.toBe(source);
    }
  });

  it('have no stray spaces', () => {
    for (const text of Object.values(messages)) expect(text).not.toMatch(/^\s|\s$| {2}|\{\{ | \}\}/);
  });
});

describe('numbers', () => {
  const days = (language: (typeof mailLanguages)[number], count: number): string =>
    mailMessage(
      { language, key: 'reminder.daysLeft', place: 'subject', wording: undefined },
      { days: count },
    );

  it.each([
    [
      'en',
      [
        'Today is the last day to accept.',
        'You have 1 day left to accept.',
        'You have 2 days left to accept.',
      ],
    ],
    [
      'fr',
      [
        'Aujourd’hui est le dernier jour pour accepter.',
        'Il vous reste 1 jour pour accepter.',
        'Il vous reste 2 jours pour accepter.',
      ],
    ],
    [
      'de',
      [
        'Heute ist der letzte Tag, um zu akzeptieren.',
        'Sie haben noch 1 Tag Zeit, um zu akzeptieren.',
        'Sie haben noch 2 Tage Zeit, um zu akzeptieren.',
      ],
    ],
    [
      'es',
      [
        'Hoy es el último día para aceptar.',
        'Le queda 1 día para aceptar.',
        'Le quedan 2 días para aceptar.',
      ],
    ],
    ['ja', ['本日が同意の最終日です。', '同意の期限まであと 1 日です。', '同意の期限まであと 2 日です。']],
    ['he', ['היום הוא היום האחרון לאישור.', 'נותר יום אחד לאישור.', 'נותרו יומיים לאישור.']],
  ] as const)('0, 1 and 2 are said right in %s', (language, expected) => {
    expect([0, 1, 2].map((count) => days(language, count))).toEqual(expected);
  });

  it('take the six forms of Arabic', () => {
    expect([0, 1, 2, 3, 10, 11, 99, 100].map((count) => days('ar', count))).toEqual([
      'اليوم هو آخر يوم للموافقة.',
      'تبقى يوم واحد للموافقة.',
      'تبقى يومان للموافقة.',
      'تبقت 3 أيام للموافقة.',
      'تبقت 10 أيام للموافقة.',
      'تبقى 11 يومًا للموافقة.',
      'تبقى 99 يومًا للموافقة.',
      'تبقى 100 يوم للموافقة.',
    ]);
  });

  it('have a form for every plural category in which Arabic differs', () => {
    for (const key of ['reminder.daysLeft', 'expiryNotice.reminders'] satisfies MessageKey[])
      for (const category of ['zero', 'one', 'two', 'few', 'many'])
        expect(mailMessages.ar[key]).toContain(`\n${category} {{`);
  });
});

describe('a message', () => {
  it('that misses a value is an error which names the message only', () => {
    const request = { language: 'en', key: 'greetingNamed', place: 'body', wording: undefined } as const;
    expect(() => mailMessage(request, {})).toThrow('The message greetingNamed (en) cannot be formatted.');
  });

  it('has no gap beside a Japanese name, and keeps the one beside a Latin name', () => {
    const say = (companyName: string) =>
      mailMessage(
        { language: 'ja', key: 'contactReason', place: 'body', wording: undefined },
        { companyName },
      );
    expect(say('コントソ株式会社')).toMatch(/^コントソ株式会社の Microsoft サービス/);
    expect(say('Contoso KK')).toMatch(/^Contoso KK の Microsoft サービス/);
    const names = { partnerName: '北風クラウド', companyName: '山田 $& 商店' };
    const request = { language: 'ja', key: 'agentReason', place: 'body', wording: undefined } as const;
    expect(mailMessage(request, names)).toMatch(/^本通知は、北風クラウドで山田 \$& 商店を担当/);
  });

  it('of the partner’s own makes no link of a host in it', () => {
    const wording = { en: { regards: 'Bye,\nlogin at evil.example' } };
    const request = { language: 'en', key: 'regards', place: 'body', wording } as const;
    expect(mailMessage(request, { partnerName: 'Northwind' })).not.toContain('evil.example');
  });

  it('isolates every name in a right-to-left body', () => {
    const request = { language: 'ar', key: 'noteTitle', place: 'body', wording: undefined } as const;
    expect(mailMessage(request, { partnerName: 'Northwind' })).toBe('رسالة من \u2068Northwind\u2069');
  });
});
