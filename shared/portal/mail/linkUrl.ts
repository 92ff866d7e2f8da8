const maxUrlLength = 2048;
const uriCharacters = /^https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/;
const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The address, unchanged, if a mail may link to it: https, or http on loopback for the local environment.
 * Throws otherwise; the message never holds the address, which may grant something.
 */
export function linkUrl(address: string): string {
  const refused = new Error('This address may not be linked in a mail: use https with a plain host name.');
  // Only the characters of RFC 3986: a look-alike letter in a host name has to show itself as xn--.
  if (address.length > maxUrlLength || !uriCharacters.test(address) || !URL.canParse(address)) throw refused;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') throw refused;
  if (protocol !== 'https:' && !loopbackHosts.has(hostname)) throw refused;
  return address;
}
