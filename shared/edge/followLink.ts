import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { readLanguage, type Language } from '../domain/language.ts';
import type { MailBrand } from '../domain/mail/mailBrand.ts';
import { AgreementError } from '../domain/errors.ts';
import { statusOf } from '../contracts/statusOf.ts';
import { limitAnonymous } from './anonymousLimit.ts';
import { readBytes } from './body.ts';
import { describeFailure } from './describeFailure.ts';
import { linkHeaders, pageHeaders } from './pageHeaders.ts';
import { prefersHtml } from './prefersHtml.ts';
import { retryAfterOf } from './problem.ts';
import { isPerson } from './visitor.ts';

/** A request to a customer's link, as far as pages depend on it. */
export type Visit = {
  readonly token: string;
  /** The part of the address after the link, where the route has one. */
  readonly answer: string;
  /** The value that a page of ours put into its form or its way on; null for a request that saw none. */
  readonly view: string | null;
  /** Of the view in which this browser saw what is shown once. */
  readonly seenView: string | null;
  /** A browser asks for a page; programs are led on at once. */
  readonly wantsPage: boolean;
  readonly isPerson: boolean;
  /** Chosen on a page, where it is not the one of the mail. */
  readonly language: Language | null;
};

/** `seenView`: the browser keeps it for so long, for this link alone. */
export type VisitAnswer =
  | { readonly location: string }
  | {
      readonly html: string;
      readonly brand: MailBrand;
      readonly status?: number;
      readonly seenView?: { readonly value: string; readonly seconds: number };
    };

type Brand = () => Promise<MailBrand>;

const seenCookie = 'seen';
const viewField = 'view';
const languageField = 'lang';
const maxFormBytes = 4096;

/** Answers customers' links with pages in the partner's brand, and failures with a page that says what to do. */
export function createLinkHandler(brandOf: Brand) {
  return (answer: (visit: Visit) => Promise<VisitAnswer>): HttpHandler =>
    async (request, context) => {
      try {
        limitAnonymous('links', request);
        return await present(request, await answer(await visitOf(request)));
      } catch (failure) {
        context.log(JSON.stringify({ event: 'linkRefused', ...describeFailure(failure) }));
        return problem(request, failure, brandOf);
      }
    };
}

async function visitOf(request: HttpRequest): Promise<Visit> {
  const { params, headers } = request;
  const form = await formOf(request);
  const cookie = new RegExp(`(?:^|;\\s*)${seenCookie}=([\\w-]{1,100})(?:;|$)`).exec(
    headers.get('cookie') ?? '',
  );
  return {
    token: params['token'] ?? '',
    answer: params['answer'] ?? '',
    view: request.method === 'POST' ? form.get(viewField) : request.query.get(viewField),
    seenView: cookie?.[1] ?? null,
    wantsPage: prefersHtml(headers.get('accept')),
    isPerson: isPerson(request),
    language: chosenLanguage(request),
  };
}

function chosenLanguage(request: HttpRequest): Language | null {
  return readLanguage(request.query.get(languageField));
}

/** Browsers say where a form stood; one of another site counts as empty. */
async function formOf(request: HttpRequest): Promise<URLSearchParams> {
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(
    request.headers.get('content-type') ?? '',
  );
  const isElsewhere = /^(cross|same)-site$/i.test(request.headers.get('sec-fetch-site') ?? '');
  if (request.method !== 'POST' || !isForm || isElsewhere) return new URLSearchParams();
  return new URLSearchParams(new TextDecoder().decode(await readBytes(request, maxFormBytes)));
}

async function present(request: HttpRequest, answer: VisitAnswer): Promise<HttpResponseInit> {
  if ('location' in answer) return { status: 302, headers: { ...linkHeaders, location: answer.location } };
  const { logoUrl } = await import('../views/pages/pageBrand.ts');
  const { html, brand, status = 200, seenView } = answer;
  const { pathname, protocol } = new URL(request.url);
  const isTls = protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https';
  return {
    status,
    headers: pageHeaders(logoUrl(brand)),
    body: html,
    ...(seenView
      ? {
          cookies: [
            {
              ...{ name: seenCookie, value: seenView.value, maxAge: seenView.seconds, path: pathname },
              ...{ httpOnly: true, sameSite: 'Lax', secure: isTls },
            },
          ],
        }
      : {}),
  };
}

async function problem(request: HttpRequest, failure: unknown, brandOf: Brand): Promise<HttpResponseInit> {
  const code = failure instanceof AgreementError ? failure.code : 'INTERNAL_ERROR';
  const [{ linkProblemPage }, { logoUrl }] = await Promise.all([
    import('../views/pages/linkProblemPage.ts'),
    import('../views/pages/pageBrand.ts'),
  ]);
  // The page is readable without a brand, and the brand may be what could not be read.
  // Beyond a limit it would cost storage what the limit saves.
  const brand = code === 'RATE_LIMITED' ? undefined : await brandOf().catch(() => undefined);
  const acceptLanguage = chosenLanguage(request) ?? request.headers.get('accept-language');
  return {
    status: code === 'INVITATION_CLOSED' ? 410 : statusOf[code],
    headers: { ...pageHeaders(brand && logoUrl(brand)), ...retryAfterOf(failure) },
    body: linkProblemPage(code, { acceptLanguage, brand }),
  };
}
