/**
 * The address of a certificate, if it may be fetched: https at an exact host of the list. An origin in the
 * list, such as `http://127.0.0.1:7072` of a simulator, allows that origin and nothing else there.
 */
export function allowedCertificateUrl(text: string, hosts: readonly string[]): URL | undefined {
  // What other readers of addresses might see differently is refused before it is read.
  if (text.length > 2048 || /[^\x21-\x7e]|\\/.test(text) || !URL.canParse(text)) return undefined;
  if (/\/(\.|%2e){1,2}(?=[/?#]|$)/i.test(text)) return undefined;
  const url = new URL(text);
  if (url.username || url.password || url.hash) return undefined;
  if (hosts.includes(url.origin)) return url;
  const isPlainHttps = url.protocol === 'https:' && url.port === '';
  return isPlainHttps && hosts.includes(url.hostname) ? url : undefined;
}
