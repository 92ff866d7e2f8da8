import { domainToASCII, domainToUnicode } from 'node:url';

/** The form in which two spellings of a domain are compared: as name servers have it, `xn--…`, in lower case. */
export function comparableDomain(domain: string): string {
  const text = domain.normalize('NFC').toLowerCase();
  return domainToASCII(text) || text;
}

/** How a domain may be on record: as people write it and as name servers have it; most have one form. */
export function domainForms(domain: string): string[] {
  const ascii = comparableDomain(domain);
  return [...new Set([ascii, domainToUnicode(ascii)])].filter((form) => form !== '');
}
