import type { HttpHandler } from '@azure/functions';
import { AgreementError } from '../domain/errors.ts';
import { linkProblemPage } from '../portal/linkProblemPage.ts';
import { describeFailure } from './describeFailure.ts';
import { statusOf } from './problem.ts';

/**
 * Answers a customer's click: a redirect, or a page in the reader's language that says why not. Nothing
 * may keep the link, which is the customer's own: no cache, no referrer.
 */
export function followLink(resolve: (token: string, isOpened: boolean) => Promise<string>): HttpHandler {
  const headers = {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  };
  return async (request, context) => {
    try {
      return {
        status: 302,
        headers: {
          ...headers,
          location: await resolve(request.params['token'] ?? '', request.method !== 'HEAD'),
        },
      };
    } catch (failure) {
      const code = failure instanceof AgreementError ? failure.code : 'INTERNAL_ERROR';
      context.log(JSON.stringify({ event: 'linkRefused', ...describeFailure(failure) }));
      const page = linkProblemPage(code, request.headers.get('accept-language'));
      const security = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" };
      const status = code === 'INVITATION_CLOSED' ? 410 : statusOf[code];
      return {
        status,
        headers: { ...headers, ...security, 'content-type': 'text/html; charset=utf-8' },
        body: page,
      };
    }
  };
}
