import { describe, expect, it } from 'vitest';
import { sampleMails } from '../../../../infra/build/mailSamples.ts';
import { languages } from '../../../../shared/domain/language.ts';
import { composeMail } from '../../../../shared/views/mail/composeMail.ts';
import type { ComposedMail, MailInput } from '../../../../shared/views/mail/mailInput.ts';

const samples = sampleMails('en');

function sample(name: string): MailInput {
  const mail = samples.get(name);
  if (mail === undefined) throw new Error(`No sample ${name}.`);
  return mail;
}

function composed(name: string): ComposedMail {
  return composeMail(sample(name));
}

describe('the kinds of mail', () => {
  it('lets a new customer fetch the sign-in details before accepting, and never shows a password', () => {
    const { text } = composed('inviteNetNew');
    expect(text.indexOf('/api/c/')).toBeGreaterThan(0);
    expect(text.indexOf('/api/i/')).toBeGreaterThan(text.indexOf('/api/c/'));
    expect(text).not.toMatch(/password:/i);
    expect(text).toContain('do not pass this e-mail on');
  });

  it('shows the password unchanged where the partner wants it in the mail', () => {
    const { html, text } = composed('inviteNetNew-password');
    expect(text).toContain('\nWuj"4<x)&8\n');
    expect(html).toContain('>Wuj&quot;4&lt;x)&amp;8</span');
  });

  it('refuses a password that cannot be shown unchanged, without repeating it', () => {
    const mail = sample('inviteNetNew-password');
    if (mail.kind !== 'inviteNetNew') throw new Error('Not the expected sample.');
    const signIn = { kind: 'inMail', userName: 'admin', password: 'secret\u202e' } as const;
    expect(() => composeMail({ ...mail, signIn })).toThrow(/^These sign-in details cannot/);
  });

  it('names the reseller in a relationship invitation only where there is one', () => {
    expect(composed('inviteRelationship-reseller').text).toContain('Northwind Cloud and Fabrikam IT');
    expect(composed('inviteRelationship').text).not.toContain('Fabrikam');
  });

  it('speaks of "your company" where the name is not known yet', () => {
    expect(composed('inviteRelationship').text).toContain('Global Administrator of your company');
    expect(composed('inviteExisting').text).toContain('Global Administrator of Contoso Ltd');
  });

  it('asks the signatory of an attestation to keep the link, and no one to sign in', () => {
    const { text } = composed('attestationLink');
    expect(text).toContain('You do not need to sign in');
    expect(text).toContain('do not pass this e-mail on');
    expect(text).not.toContain('Global Administrator');
  });

  it('repeats the request in a reminder and says how long there is', () => {
    const { subject, text } = composed('reminder');
    expect(subject).toBe(`Reminder: ${composed('inviteExisting').subject}`);
    expect(text).toContain('You have 3 days left to accept.');
    expect(text).toContain('Global Administrator of Contoso Ltd');
    expect(composed('reminder-lastDay').text).toContain('Today is the last day to accept.');
    expect(composed('reminder-netNew').text).toContain('/api/c/');
  });

  it('tells the agent where a mail bounced, why, and what to do', () => {
    const mail = sample('bounceNotice');
    if (mail.kind !== 'bounceNotice') throw new Error('Not the expected sample.');
    const reasons = ['bounced', 'suppressed', 'quarantined', 'filteredSpam', 'failed'] as const;
    const texts = reasons.map((reason) => composeMail({ ...mail, reason }).text);
    expect(new Set(texts).size).toBe(reasons.length);
    for (const text of texts) {
      expect(text).toContain('anna@contoso.example');
      expect(text).toContain('Reason: ');
      expect(text).toContain('correct it');
    }
  });

  it('tells the agent how often an expired invitation was brought to mind', () => {
    expect(composed('expiryNotice').text).toContain('We sent 5 reminders.');
  });

  it('tells the agent which webhook endpoint is disabled and why, and makes no link of its host', () => {
    const mail = sample('endpointNotice');
    if (mail.kind !== 'endpointNotice') throw new Error('Not the expected sample.');
    const reasons = ['gone', 'failing', 'notVerified'] as const;
    const texts = reasons.map((reason) => composeMail({ ...mail, reason }).text);
    expect(new Set(texts).size).toBe(reasons.length);
    for (const text of texts) {
      expect(text.replaceAll('\u2060', '')).toContain(
        'at shop.northwind.example was disabled on 29 November 2026',
      );
      expect(text).not.toContain('shop.northwind.example');
      expect(text).toContain(`Endpoint: ${mail.endpointId}`);
      expect(text).toContain(`Open the endpoint here:\n${mail.url}`);
    }
  });

  it('confirms an acceptance to the customer without a link, to the agent with one', () => {
    expect(composed('acceptanceConfirmed').text).not.toContain('https://');
    const { text } = composed('acceptanceConfirmed-agent');
    expect(text).toContain('Accepted by: Anna Bell\nHow: directly with Microsoft, by the customer');
    expect(text).toContain('https://mca.northwind.example/portal/customers/contoso');
  });

  it('leaves out when and by whom where Microsoft does not say', () => {
    const mail = sample('acceptanceConfirmed');
    if (mail.kind !== 'acceptanceConfirmed') throw new Error('Not the expected sample.');
    const { text } = composeMail({ ...mail, acceptedAt: null, acceptedBy: null });
    expect(text).not.toMatch(/Accepted (?:on|by):/);
  });

  it.each([
    ['en', 'next business day'],
    ['de', 'nächsten Werktag'],
    ['fr', 'jour ouvré suivant'],
    ['es', 'siguiente día laborable'],
    ['ja', '翌営業日'],
    ['ar', 'يوم العمل التالي'],
    ['he', 'ביום העסקים הבא'],
  ] as const)('says in a reminder that Microsoft may show an acceptance later: %s', (language, words) => {
    expect(composeMail(sampleMails(language).get('reminder') ?? expect.fail()).text).toContain(words);
  });
});

describe.each(languages)('every mail in %s', (language) => {
  const mails = [...sampleMails(language)];

  it('has a subject of at most 70 characters with one colon at most, also with long names', () => {
    for (const [name, mail] of mails) {
      for (const companyName of [
        mail.companyName,
        'Vereinigte Spielwarenfabriken Nürnberg und Umgebung AG & Co. KG',
      ]) {
        const input = { ...mail, companyName: mail.companyName && companyName } as typeof mail;
        const { subject } = composeMail(input);
        expect([...subject].length, `${name}: ${subject}`).toBeLessThanOrEqual(70);
        expect(subject.match(/[:：]/g) ?? [], `${name}: ${subject}`).toHaveLength(
          /[:：]/.test(subject) ? 1 : 0,
        );
      }
    }
  });

  it('says the same in plain text as in HTML', () => {
    const plain = (html: string) =>
      html
        .replace(/<style[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>|<!--[\s\S]*?-->/g, ' ')
        .replace(/<[^>]+>/g, ' ')
        .replace(/&(amp|lt|gt|quot|#39|#96);/g, (_, name: string) => {
          const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };
          return entities[name as keyof typeof entities];
        })
        .replace(/\s+/g, ' ');
    for (const [name, mail] of mails) {
      const { html, text } = composeMail(mail);
      const shown = plain(html);
      for (const line of text.split('\n')) {
        const words = line.replace(/^> ?/, '').replace(/\s+/g, ' ').trim();
        // The words before a button's address are the button's own, without the colon.
        const isOfButton = /[:：]$/.test(words) && !shown.includes(words);
        if (words !== '' && words !== '--' && !isOfButton)
          expect(shown, name).toContain(words.split(' https')[0]);
      }
    }
  });

  it('to a customer names the sender, whom to ask, how to check it, and why it came', () => {
    const requests = mails.filter(([, mail]) => 'notForMeUrl' in mail);
    expect(requests.length).toBeGreaterThan(5);
    for (const [name, mail] of requests) {
      const { text } = composeMail(mail);
      for (const part of [
        'Northwind Cloud',
        'Sam Hill',
        'Chris Green',
        '+44 20 7946 0000',
        'help@northwind.example',
      ])
        expect(text, name).toContain(part);
      const isOwn = !/attestation|relationship/i.test(`${mail.kind} ${'about' in mail ? mail.about : ''}`);
      expect(
        /type|geben|saisissez|escriba|入力|اكتبوا|הקלידו/i.test(text) && text.includes('admin.microsoft.com'),
        name,
      ).toBe(isOwn);
    }
  });
});
