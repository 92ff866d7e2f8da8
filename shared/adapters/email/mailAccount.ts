import type { TokenCredential } from '@azure/identity';

/** Where mails are sent and how we prove ourselves. */
export type MailAccount = {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly credential: { readonly key: string } | TokenCredential;
  /** Plain HTTP, which only a simulator on this machine speaks. */
  readonly insecure: boolean;
};

type Wanted =
  { readonly connectionString: string } | { readonly endpoint: string; readonly credential: TokenCredential };

/**
 * Checks the account here, because the SDK puts a connection string it cannot read into its error, key and all
 * (tried), and would send a signature over plain HTTP to any host once allowed to.
 *
 * @throws {Error} without any part of the connection string in it
 */
export function parseMailAccount(wanted: Wanted): MailAccount {
  if ('credential' in wanted) {
    const { endpoint, insecure } = parseEndpoint(wanted.endpoint);
    if (insecure) throw new Error('The mail service is called with an identity over https only.');
    return { endpoint, credential: wanted.credential, insecure };
  }
  const parts = /^endpoint=([^;]+);accesskey=([A-Za-z0-9+/]+={0,2});?$/i.exec(wanted.connectionString.trim());
  const [, url, key] = parts ?? [];
  if (!url || !key) {
    throw new Error('The mail connection string is not of the form endpoint=https://…;accesskey=….');
  }
  return { ...parseEndpoint(url), credential: { key } };
}

function parseEndpoint(text: string): { endpoint: string; insecure: boolean } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  if (!bare || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new Error('The endpoint of the mail service is not a bare https address.');
  }
  const insecure = url.protocol === 'http:';
  if (insecure && !['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)) {
    throw new Error('The mail service is called over http only on this machine.');
  }
  return { endpoint: url.origin, insecure };
}
