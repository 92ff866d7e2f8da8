import { domainToASCII } from 'node:url';

/** RFC 5321: atoms with dots between them. Exchange takes every one of these characters. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
/** What may stand in a domain as people write it; anything else would be taken for a URL's host. */
const written = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * One e-mail address as mail servers have it: without blanks around it, the domain as `xn--…` in lower case. Quoted
 * local parts, address literals and local parts in other scripts are none: the mail service delivers to none of them.
 * @returns the address, or what is wrong with it
 */
export function readEmailAddress(text: string): { readonly address: string } | { readonly problem: string } {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(at, 0));
  const domain = asciiDomain(trimmed.slice(at + 1));
  if (!localPart.test(local) || domain === undefined) return { problem: 'is not an e-mail address' };
  if (local.length > 64) return { problem: 'has more than 64 characters before the @' };
  const address = `${local}@${domain}`;
  return address.length > 254 ? { problem: 'is longer than 254 characters' } : { address };
}

function asciiDomain(domain: string): string | undefined {
  if (!written.test(domain)) return undefined;
  const ascii = domainToASCII(domain.normalize('NFC'));
  const labels = ascii.split('.');
  // The last label of a number is that of an IP address.
  const isName =
    labels.length > 1 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '');
  return isName ? ascii : undefined;
}
