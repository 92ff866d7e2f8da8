import { setQuery, useAddress } from '../../router.tsx';
import { language as spoken, languages, type Language } from '../../words.ts';

/** The mails that can be looked at, in the order in which a customer may get them; the last five go to agents. */
export const kinds = [
  'existingCustomer',
  'newCustomer',
  'relationship',
  'attestation',
  'reminder',
  'acceptanceConfirmed',
  'acceptanceNotice',
  'expiryNotice',
  'bounceNotice',
  'declineNotice',
  'ambiguousNotice',
] as const;

export type Kind = (typeof kinds)[number];
export type Shown = { readonly kind: Kind; readonly language: Language };

/** Which mail is shown: in the address, so that a link leads to it. */
export function useShown(): Shown {
  const { query } = useAddress();
  return {
    kind: kinds.find((one) => one === query.get('kind')) ?? 'existingCustomer',
    language: languages.find((one) => one === query.get('language')) ?? spoken(),
  };
}

export const show = (part: Partial<Shown>): void => setQuery(part, { replace: true });
