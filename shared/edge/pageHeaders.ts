import { pageScriptSource } from '../views/pages/pageScript.ts';

/**
 * What may happen on a page for customers: the one script of ours, no frame, nothing from elsewhere but the partner's
 * logo, forms only to ourselves. Its address is the customer's own, so nothing keeps it or passes it on.
 */
export function pageHeaders(logoUrl?: string) {
  const images = logoUrl ? `img-src ${new URL(logoUrl).origin}; ` : '';
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src ${pageScriptSource}; ${images}form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    ...linkHeaders,
    'x-content-type-options': 'nosniff',
    vary: 'Accept, Accept-Language',
  };
}

/** No cache may keep what a link answered, and no page may learn its address. */
export const linkHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
} as const;
