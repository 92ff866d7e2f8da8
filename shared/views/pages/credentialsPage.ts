import type { FirstCredentials } from '../../domain/newCustomers/newCustomer.ts';
import { momentText } from '../mail/mailDate.ts';
import { sayOf, type Say } from './linkPage.ts';
import { page, type PagePart } from './page.ts';
import type { Language } from '../../domain/language.ts';
import type { MailBrand } from '../../domain/mail/mailBrand.ts';

export type CredentialsOffer = {
  readonly language: Language;
  readonly brand: MailBrand;
  readonly companyName: string;
  /** Null once they were shown elsewhere or ran out. */
  readonly expiresAt: Date | null;
  /** This browser has shown them before. */
  readonly isAgain: boolean;
  readonly view: string;
};

/** Offers the first credentials: they are shown by a click on the button, and by nothing else. */
export function credentialsOfferPage(offer: CredentialsOffer): string {
  const { language, brand, expiresAt: at, isAgain, view } = offer;
  const say = sayOf(offer);
  if (!at) return page({ language, brand, hasLanguages: true }, gone(say));
  const until = momentText(language, at);
  return page({ language, brand, hasLanguages: true }, [
    { kind: 'title', text: say('credentials.title') },
    { kind: 'text', text: say('credentials.intro') },
    ...(isAgain
      ? ([{ kind: 'notice', text: say('credentials.again', { until }), at }] as const)
      : ([
          { kind: 'text', text: say('credentials.once') },
          { kind: 'text', text: say('credentials.until', { until }), at },
        ] as const)),
    // Back to this very address, which only the reader has.
    { kind: 'form', button: say('credentials.show'), action: '', view, look: 'button' },
  ]);
}

export type ShownCredentials = {
  readonly credentials: FirstCredentials;
  readonly domain: string;
  /** Until when this browser can show them again. */
  readonly againUntil: Date;
  /** The invitation's link; null where there is none. */
  readonly onwardUrl: string | null;
};

/** Shows them; null when another request was faster. */
export function credentialsPage(
  about: Pick<CredentialsOffer, 'language' | 'brand' | 'companyName'>,
  shown: ShownCredentials | null,
): string {
  const say = sayOf(about);
  const { language, brand } = about;
  if (!shown) return page({ language, brand }, gone(say));
  const { credentials, domain, againUntil: at, onwardUrl } = shown;
  return page({ language, brand }, [
    { kind: 'title', text: say('credentials.shownTitle') },
    { kind: 'literal', label: say('credentials.userName'), value: `${credentials.userName}@${domain}` },
    { kind: 'literal', label: say('credentials.password'), value: credentials.password },
    { kind: 'text', text: say('credentials.shownText', { until: momentText(language, at) }), at },
    { kind: 'text', text: say('credentials.next') },
    ...(onwardUrl
      ? ([
          { kind: 'link', text: say('credentials.onward'), url: onwardUrl, look: 'button', isNewTab: true },
        ] as const)
      : []),
  ]);
}

function gone(say: Say): PagePart[] {
  return [
    { kind: 'title', text: say('credentials.goneTitle') },
    { kind: 'text', text: say('credentials.goneText') },
  ];
}
