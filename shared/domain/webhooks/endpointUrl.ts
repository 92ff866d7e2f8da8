import { isIP } from 'node:net';

/** Names that never lead to a public address, or lead into the network of the resolving host. */
const insideNames =
  /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|arpa|onion|invalid|test)$/;
const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Why news must not be sent to an address; null when it may, as far as the address itself tells. What its
 * name leads to is looked at again before each call. `allowLoopback` lets programs on this computer in.
 */
export function whyNotCalled(text: string, { allowLoopback }: { allowLoopback: boolean }): string | null {
  // What other readers of addresses might see differently is refused before it is read.
  if (text.length > 2048) return 'is longer than 2048 characters';
  if (/[^\x21-\x7e]|[\\<>"^`{|}]/.test(text)) return 'has a character that an address cannot have';
  if (!URL.canParse(text)) return 'is not an address';
  const url = new URL(text);
  const authority = /^[a-z]+:\/\/([^/?#]+)/i.exec(text)?.[1];
  if (authority === undefined) return 'is not an address like https://example.com/path';
  if (url.username || url.password || authority.includes('@')) return 'must not hold a user or password';
  if (url.hash || text.includes('#')) return 'must not have a fragment';
  if (allowLoopback && url.protocol === 'http:' && loopbackHosts.includes(authority.replace(/:\d+$/, ''))) {
    return null;
  }
  if (url.protocol !== 'https:') return 'is not https';
  // Power Automate and Logic Apps give addresses that name the usual port (third party).
  if (url.port !== '' || /:(?!443$)\d*$/.test(authority)) return 'must use port 443';
  return whyNotHost(url.hostname);
}

/** Parsed by now: decimal, octal, hexadecimal and short forms have become an address in four parts. */
function whyNotHost(host: string): string | null {
  if (host.startsWith('[') || isIP(host) !== 0 || /(^|\.)(\d+|0x[\da-f]*)\.?$/i.test(host)) {
    return 'must name a host, not an IP address';
  }
  if (host.endsWith('.')) return 'must not end its host with a dot';
  if (!/^[a-z\d_-]+(\.[a-z\d_-]+)+$/.test(host) || host.length > 253) return 'has no full host name';
  return insideNames.test(host) ? 'names a host that is not public' : null;
}
