import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { AgreementError } from '../domain/errors.ts';
import { readBytes } from './body.ts';
import { describeFailure } from './describeFailure.ts';
import { pageHeaders } from './pageHeaders.ts';
import { statusOf } from '../contracts/statusOf.ts';

/**
 * Answers a customer's click: a redirect, or a page in the reader's language that says why not. Nothing
 * may keep the link, which is the customer's own: no cache, no referrer.
 */
export function followLink(resolve: (token: string, isOpened: boolean) => Promise<string>): HttpHandler {
  const { 'cache-control': cache, 'referrer-policy': referrer, 'x-robots-tag': robots } = pageHeaders;
  const headers = { 'cache-control': cache, 'referrer-policy': referrer, 'x-robots-tag': robots };
  return answerLink(async (token, { method }) => ({
    status: 302,
    headers: { ...headers, location: await resolve(token, method !== 'HEAD') },
  }));
}

/** Answers a customer's link with a page; `form` holds what our own form sent, if it was that. */
export function showPage(render: (token: string, form: URLSearchParams) => Promise<string>): HttpHandler {
  return answerLink(async (token, request) => ({
    status: 200,
    headers: pageHeaders,
    body: await render(token, await formOf(request)),
  }));
}

const maxFormBytes = 4096;

/** Browsers say where a form stood; one of another site counts as empty. */
async function formOf(request: HttpRequest): Promise<URLSearchParams> {
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(
    request.headers.get('content-type') ?? '',
  );
  const isElsewhere = /^(cross|same)-site$/i.test(request.headers.get('sec-fetch-site') ?? '');
  if (request.method !== 'POST' || !isForm || isElsewhere) return new URLSearchParams();
  return new URLSearchParams(new TextDecoder().decode(await readBytes(request, maxFormBytes)));
}

function answerLink(answer: (token: string, request: HttpRequest) => Promise<HttpResponseInit>): HttpHandler {
  return async (request, context) => {
    try {
      return await answer(request.params['token'] ?? '', request);
    } catch (failure) {
      const code = failure instanceof AgreementError ? failure.code : 'INTERNAL_ERROR';
      context.log(JSON.stringify({ event: 'linkRefused', ...describeFailure(failure) }));
      const { linkProblemPage } = await import('../views/pages/linkProblemPage.ts');
      return {
        status: code === 'INVITATION_CLOSED' ? 410 : statusOf[code],
        headers: pageHeaders,
        body: linkProblemPage(code, request.headers.get('accept-language')),
      };
    }
  };
}
