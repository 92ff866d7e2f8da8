import type { FirstCredentials } from '../../domain/newCustomers/newCustomer.ts';
import { momentText } from '../mail/mailDate.ts';
import { page, type PagePart } from './page.ts';
import { pageText, type PageMessage } from './pageMessages.ts';
import type { Language } from '../../domain/language.ts';

export type CredentialsOffer = {
  readonly language: Language;
  readonly partnerName: string;
  readonly companyName: string;
  /** Null once they were shown or ran out. */
  readonly expiresAt: Date | null;
};

/** Name of the form's value that says which view of the page it is. */
export const viewField = 'view';

/** Offers the first credentials: they are shown by a click on the button, and by nothing else. */
export function credentialsOfferPage(offer: CredentialsOffer & { readonly view: string }): string {
  const { language, partnerName, companyName, expiresAt } = offer;
  const say = (key: PageMessage, more = {}): string =>
    pageText(language, key, { partnerName, companyName, ...more });
  if (!expiresAt) return page(language, gone(say));
  return page(language, [
    { kind: 'title', text: say('credentials.title') },
    { kind: 'text', text: say('credentials.intro') },
    { kind: 'text', text: say('credentials.once') },
    { kind: 'text', text: say('credentials.until', { until: momentText(language, expiresAt) }) },
    // Back to this very address, which only the reader has.
    {
      kind: 'form',
      button: say('credentials.show'),
      action: '',
      hidden: { name: viewField, value: offer.view },
    },
  ]);
}

/** Shows them; null when another request was faster. */
export function credentialsPage(
  { language, partnerName, companyName }: CredentialsOffer,
  shown: { readonly credentials: FirstCredentials; readonly domain: string } | null,
): string {
  const say = (key: PageMessage): string => pageText(language, key, { partnerName, companyName });
  if (!shown) return page(language, gone(say));
  const { credentials, domain } = shown;
  return page(language, [
    { kind: 'title', text: say('credentials.shownTitle') },
    { kind: 'literal', label: say('credentials.userName'), value: `${credentials.userName}@${domain}` },
    { kind: 'literal', label: say('credentials.password'), value: credentials.password },
    { kind: 'text', text: say('credentials.shownText') },
  ]);
}

function gone(say: (key: PageMessage) => string): PagePart[] {
  return [
    { kind: 'title', text: say('credentials.goneTitle') },
    { kind: 'text', text: say('credentials.goneText') },
  ];
}
