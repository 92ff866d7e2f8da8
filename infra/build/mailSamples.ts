import type { MailInput } from '../../shared/views/mail/mailInput.ts';
import type { MailLanguage } from '../../shared/views/mail/mailLanguage.ts';

/** The brand of the sample mails. */
export const sampleBrand: MailInput['brand'] = {
  partnerName: 'Northwind Cloud',
  supportEmail: 'help@northwind.example',
  supportPhone: '+44 20 7946 0000',
  contactName: 'Chris Green',
  legalFooter: 'Northwind Cloud Ltd, 1 High Street, London\nRegistered in England, no. 1234567',
};

// People and companies of each language, so that a preview looks like a real mail.
const readers: Readonly<Record<MailLanguage, { recipientName: string; companyName: string; note: string }>> =
  {
    en: { recipientName: 'Anna Bell', companyName: 'Contoso Ltd', note: 'As discussed by phone on Monday.' },
    fr: { recipientName: 'Marie Dupont', companyName: 'Contoso SARL', note: 'Comme convenu par téléphone.' },
    de: {
      recipientName: 'Jürgen Groß',
      companyName: 'Müller & Söhne GmbH',
      note: 'Wie telefonisch besprochen.',
    },
    es: {
      recipientName: 'Lucía Peña',
      companyName: 'Contoso S. L.',
      note: 'Según lo acordado por teléfono.',
    },
    ja: {
      recipientName: '山田 太郎',
      companyName: 'コントソ株式会社',
      note: '先日お電話でお話しした件です。',
    },
    ar: {
      recipientName: 'ليلى حداد',
      companyName: 'كونتوسو',
      note: 'كما اتفقنا في مكالمة Teams يوم الاثنين.',
    },
    he: { recipientName: 'נועה לוי', companyName: 'קונטוסו בע"מ', note: 'כפי שסיכמנו בשיחת Teams ביום שני.' },
  };

/** One mail of each kind in a language, and of each way a kind can go, under the name of its file. */
export function sampleMails(language: MailLanguage): ReadonlyMap<string, MailInput> {
  const { recipientName, companyName, note } = readers[language];
  const basics = { language, brand: sampleBrand, recipientName, companyName };
  const request = {
    ...basics,
    url: 'https://mca.northwind.example/api/i/6sQ0fXyB2mWc8kT4',
    expiresAt: new Date('2026-12-22T15:41:00Z'),
    note: null,
    notForMeUrl: 'https://mca.northwind.example/api/i/6sQ0fXyB2mWc8kT4/other',
    inviterName: 'Sam Hill',
  };
  const viewOnce = {
    kind: 'viewOnce',
    url: 'https://mca.northwind.example/api/c/Zr1pLq7uV5nE9dHa',
    expiresAt: new Date('2026-11-29T15:41:00Z'),
  } as const;
  const inMail = { kind: 'inMail', userName: 'admin@contoso.example', password: 'Wuj"4<x)&8' } as const;
  // Agents are told at an address they share.
  const notice = {
    ...basics,
    recipientName: null,
    url: 'https://mca.northwind.example/portal/customers/contoso',
  };
  const acceptance = { ...basics, acceptedAt: new Date('2026-11-25T08:05:00Z'), acceptedBy: recipientName };
  return new Map<string, MailInput>([
    ['inviteExisting', { ...request, kind: 'inviteExisting', note }],
    ['inviteNetNew', { ...request, kind: 'inviteNetNew', signIn: viewOnce }],
    ['inviteNetNew-password', { ...request, kind: 'inviteNetNew', signIn: inMail }],
    ['inviteRelationship', { ...request, kind: 'inviteRelationship', companyName: null, resellerName: null }],
    ['inviteRelationship-reseller', { ...request, kind: 'inviteRelationship', resellerName: 'Fabrikam IT' }],
    ['attestationLink', { ...request, kind: 'attestationLink' }],
    ['reminder', { ...request, kind: 'reminder', about: 'inviteExisting', daysLeft: 3 }],
    ['reminder-lastDay', { ...request, kind: 'reminder', about: 'attestationLink', daysLeft: 0 }],
    [
      'reminder-netNew',
      { ...request, kind: 'reminder', about: 'inviteNetNew', signIn: viewOnce, daysLeft: 12 },
    ],
    [
      'reminder-relationship',
      { ...request, kind: 'reminder', about: 'inviteRelationship', resellerName: null, daysLeft: 1 },
    ],
    [
      'expiryNotice',
      {
        ...notice,
        kind: 'expiryNotice',
        invitedAddress: 'anna@contoso.example',
        expiredAt: request.expiresAt,
        remindersSent: 5,
      },
    ],
    [
      'bounceNotice',
      {
        ...notice,
        kind: 'bounceNotice',
        invitedAddress: 'anna@contoso.example',
        bouncedAt: viewOnce.expiresAt,
        reason: 'bounced',
      },
    ],
    [
      'declineNotice',
      {
        ...notice,
        kind: 'declineNotice',
        invitedAddress: 'anna@contoso.example',
        declinedAt: viewOnce.expiresAt,
      },
    ],
    [
      'ambiguousNotice',
      {
        ...notice,
        kind: 'ambiguousNotice',
        invitedAddress: 'anna@contoso.example',
        foundAt: viewOnce.expiresAt,
      },
    ],
    [
      'wantedNotice',
      {
        ...notice,
        kind: 'wantedNotice',
        invitedAddress: 'anna@contoso.example',
        wantedAt: viewOnce.expiresAt,
      },
    ],
    [
      'refusalNotice',
      {
        ...notice,
        kind: 'refusalNotice',
        invitedAddress: 'anna@contoso.example',
        refusedAt: viewOnce.expiresAt,
      },
    ],
    [
      'endpointNotice',
      {
        ...basics,
        kind: 'endpointNotice',
        recipientName: null,
        companyName: null,
        url: 'https://mca.northwind.example/portal/webhook-endpoints/2f6a1c1e-6f0f-4c57-9f0e-0d7a3b1c5e42',
        host: 'shop.northwind.example',
        endpointId: '2f6a1c1e-6f0f-4c57-9f0e-0d7a3b1c5e42',
        disabledAt: viewOnce.expiresAt,
        reason: 'failing',
      },
    ],
    ['acceptanceConfirmed', { ...acceptance, kind: 'acceptanceConfirmed', audience: 'customer' }],
    [
      'acceptanceConfirmed-agent',
      {
        ...acceptance,
        recipientName: null,
        kind: 'acceptanceConfirmed',
        audience: 'agent',
        path: 'customerDirect',
        url: notice.url,
      },
    ],
  ]);
}
