import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpHandler, HttpResponseInit } from '@azure/functions';
import { limitAnonymous } from '../anonymousLimit.ts';
import { problem } from '../problem.ts';

/** What the page has to know before it can ask the API; nothing of it is secret. */
export type PortalSettings = {
  readonly publicUrl: string;
  readonly contactEmail: string;
  readonly partnerName: string;
  readonly language: string;
  /** Undefined when no app is registered for the portal: then sign-in is not possible. */
  readonly clientId: string | undefined;
  /** The tenant's address at Entra, without a slash at its end. */
  readonly authority: string;
  readonly scope: string;
};

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
};

/** The build names each file by its content, so a file of a name never changes. */
const forever = 'public, max-age=31536000, immutable';
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Serves the built portal from a folder: one page for all its addresses, and the files below `assets/`. */
export function createPortal(folder: string, findSettings: () => Promise<PortalSettings>): HttpHandler {
  const kept = new Map<string, Promise<Buffer | undefined>>();
  const read = (name: string): Promise<Buffer | undefined> => {
    const found = kept.get(name) ?? readFile(join(folder, name)).catch(() => undefined);
    kept.set(name, found);
    return found;
  };
  return limitedFiles(async (request) => {
    const path = new URL(request.url).pathname;
    if (path === '/portal') return { status: 302, headers: { location: '/portal/' } };
    const asset = /^\/portal\/(assets\/[\w.-]+\.(js|css|svg|json))$/.exec(path);
    if (asset) return sendAsset(asset[1] ?? '', asset[2] ?? '', request.headers.get('accept-encoding'), read);
    const settings = await findSettings();
    const isPreview = path === '/portal/preview';
    const html = (await read(isPreview ? 'preview.html' : 'index.html'))?.toString();
    if (html === undefined) return { status: 404, body: 'The portal is not part of this package.' };
    return sendPage(html, isPreview ? previewPolicy : pagePolicy(settings), settings);
  });
}

/** Answers 429 where one address asks for too many files. */
export function limitedFiles(answer: HttpHandler): HttpHandler {
  return async (request, context) => {
    try {
      limitAnonymous('files', request);
    } catch (failure) {
      return problem(failure, context.invocationId);
    }
    return answer(request, context);
  };
}

async function sendAsset(
  name: string,
  extension: string,
  accepted: string | null,
  read: (name: string) => Promise<Buffer | undefined>,
): Promise<HttpResponseInit> {
  const headers = {
    'content-type': types[extension] ?? '',
    'cache-control': forever,
    vary: 'accept-encoding',
    // The frame for previews has no origin, so to it even our own files come from elsewhere.
    'cross-origin-resource-policy': 'cross-origin',
  };
  for (const [encoding, suffix] of encodings) {
    if (!new RegExp(`\\b${encoding}\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))`).test(accepted ?? '')) continue;
    const body = await read(`${name}${suffix}`);
    if (body) return { headers: { ...headers, 'content-encoding': encoding }, body };
  }
  const body = await read(name);
  return body ? { headers, body } : { status: 404, headers: { 'cache-control': 'no-store' } };
}

function sendPage(html: string, policy: string, settings: PortalSettings): HttpResponseInit {
  const { contactEmail: _contact, ...shown } = settings;
  // Inside of a script element only `<` could end it.
  const json = JSON.stringify(shown).replaceAll('<', '\\u003c');
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': policy,
      'x-robots-tag': 'noindex',
    },
    body: html.replace('"the settings of this installation"', () => json),
  };
}

const none = ["base-uri 'none'", "form-action 'none'"];

function pagePolicy({ authority }: PortalSettings): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: https:",
    `connect-src 'self' ${new URL(authority).origin}`,
    "frame-src 'self'",
    ...none,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** Mails are looked at in a frame of their own: it shows what it is handed, runs nothing of it, and has no origin. */
const previewPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data: https:',
  ...none,
  "frame-ancestors 'self'",
  'sandbox allow-scripts allow-popups',
].join('; ');
