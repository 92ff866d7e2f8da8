import ipaddr from 'ipaddr.js';

/** Azure's own address for platform services, public by its number (documented). */
const azurePlatform = '168.63.129.16';
/** All that is handed out for the public internet (IANA). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address, as a resolver gives it, is one that any host on the internet could call. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv6 ? address.match(globalUnicast) : address.toString() !== azurePlatform;
}
