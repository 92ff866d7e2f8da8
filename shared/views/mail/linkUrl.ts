const maxUrlLength = 2048;
// Only the characters of RFC 3986: a look-alike letter in a host name has to show itself as xn--.
const uri = /^https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/;
const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether a mail may link to this address: https, or http on loopback for the local environment. */
export function isLinkUrl(address: string): boolean {
  if (address.length > maxUrlLength || !uri.test(address) || !URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  return username === '' && password === '' && (protocol === 'https:' || loopbackHosts.has(hostname));
}

/** The address, unchanged, if a mail may link to it; throws otherwise, without the address, which may grant something. */
export function linkUrl(address: string): string {
  if (isLinkUrl(address)) return address;
  throw new Error('This address may not be linked in a mail: it must be https with a plain host name.');
}
