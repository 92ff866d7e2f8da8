import type { HttpRequest } from '@azure/functions';
import { AgreementError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';

const kibibyte = 1024;
/** Deeper JSON overflows the stack of recursive code, see infra/decisions. */
const maxDepth = 32;

/**
 * The JSON body; undefined when there is none.
 * @throws {AgreementError} `BODY_TOO_LARGE` · `UNSUPPORTED_CONTENT_TYPE` · `INVALID_JSON` · `BODY_TOO_DEEP`
 */
export async function readJson(request: HttpRequest, limit?: number): Promise<unknown> {
  const bytes = await readBytes(request, limit);
  if (bytes.byteLength === 0) return undefined;
  refuseEncodings(request);
  if (!isJson(request)) {
    throw new AgreementError('UNSUPPORTED_CONTENT_TYPE', 'Send the body as application/json.');
  }
  return parseJson(bytes);
}

/** What is packed or in another charset would be read as other words than the sender's. */
function refuseEncodings({ headers }: HttpRequest): void {
  const [, charset] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers.get('content-type') ?? '') ?? [];
  const packed = headers.get('content-encoding') ?? 'identity';
  if (/^(utf-?8|us-ascii)$/i.test(charset ?? 'utf-8') && /^(identity)?$/i.test(packed.trim())) return;
  throw new AgreementError(
    'UNSUPPORTED_CONTENT_TYPE',
    'Send the body in UTF-8 and without a content encoding.',
  );
}

function isJson({ headers }: HttpRequest): boolean {
  return /^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '');
}

/**
 * The text of a CSV file, whose byte order mark is no part of it; or what is sent in its place as JSON.
 * @throws {AgreementError} `BODY_TOO_LARGE` · `UNSUPPORTED_CONTENT_TYPE` · `INVALID_CSV` · `INVALID_JSON` · `BODY_TOO_DEEP`
 */
export async function readCsvOrJson(request: HttpRequest): Promise<unknown> {
  if (isJson(request)) return readJson(request, limits.fileBytes);
  const bytes = await readBytes(request, limits.fileBytes);
  refuseEncodings(request);
  if (!/^text\/csv\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new AgreementError(
      'UNSUPPORTED_CONTENT_TYPE',
      'Send a file as text/csv, or JSON as application/json.',
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AgreementError('INVALID_CSV', 'The file is not in UTF-8. Save it as "CSV UTF-8".');
  }
}

/** The body as it came. @throws {AgreementError} `BODY_TOO_LARGE` */
export async function readBytes(request: HttpRequest, limit: number = limits.bodyBytes): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > limit) throw tooLarge(limit);
  return new Uint8Array(bytes);
}

/** @throws {AgreementError} `INVALID_JSON` · `BODY_TOO_DEEP` */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    refuseDepth(text);
    return JSON.parse(text) as unknown;
  } catch (cause) {
    // The cause would quote the body.
    throw cause instanceof AgreementError
      ? cause
      : new AgreementError('INVALID_JSON', 'The body is not valid JSON.');
  }
}

function tooLarge(limit: number): AgreementError {
  return new AgreementError('BODY_TOO_LARGE', `The body is larger than ${String(limit / kibibyte)} KiB.`);
}

/** Counts brackets outside strings; linear, also when a string never ends, and before anything recursive sees the text. */
function refuseDepth(text: string): void {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > maxDepth)
      throw new AgreementError('BODY_TOO_DEEP', `The body is nested deeper than ${String(maxDepth)} levels.`);
  }
}
