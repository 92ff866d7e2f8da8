import type { Language } from '../../../../shared/domain/language.ts';
import type { LinkState } from '../../../../shared/domain/invitations/linkState.ts';
import type { LinkPage } from '../../../../shared/views/pages/linkPage.ts';

const at = new Date('2026-12-22T15:41:00Z');

/** Every state that the page of a link can tell, by a name of its own. */
export const sampleStates: Readonly<Record<string, LinkState>> = {
  open: { kind: 'open' },
  preparing: { kind: 'preparing' },
  refused: { kind: 'refused' },
  acceptedOn: { kind: 'accepted', at, isExact: true },
  acceptedSince: { kind: 'accepted', at, isExact: false },
  signed: { kind: 'signed' },
  confirmed: { kind: 'confirmed' },
  replaced: { kind: 'replaced' },
  withdrawn: { kind: 'withdrawn' },
  wanted: { kind: 'wanted' },
  newer: { kind: 'newer', number: 2 },
  expired: { kind: 'expired', until: at },
  declined: { kind: 'declined', canTakeBack: true },
  declinedForGood: { kind: 'declined', canTakeBack: false },
  rejected: { kind: 'rejected' },
  stuck: { kind: 'stuck' },
};

/** A page of a partner with all that a brand can have. */
export function samplePage(language: Language, changes: Partial<LinkPage> = {}): LinkPage {
  return {
    ...{ about: 'invitation', state: { kind: 'open' }, language, companyName: 'Tailspin Toys' },
    brand: {
      partnerName: 'Fabrikam',
      supportEmail: 'help@fabrikam.example',
      supportPhone: '+49 30 1234567',
      contactName: 'Anna Meier',
      legalFooter: 'Fabrikam GmbH, Unter den Linden 1, Berlin\nHRB 12345',
      colors: { button: '#7a1f5c', buttonText: '#ffffff', link: '#7a1f5c' },
      logo: { url: 'https://fabrikam.example/logo.png', widthPx: 160, heightPx: 48 },
    },
    inviterName: 'Jo Berg',
    url: 'https://partner.example/api/i/abc',
    newerUrl: 'https://partner.example/api/i/def',
    expiresAt: at,
    host: 'admin.microsoft.com',
    base: 'abc/',
    view: 'the-view',
    ...changes,
  };
}
