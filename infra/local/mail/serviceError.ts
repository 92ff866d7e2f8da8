/** A request the mail service refuses. */
export class ServiceError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 415 | 429 | 500;
  readonly code: string;
  readonly more: { target?: string; details?: { code: string; message: string; target?: string }[] };
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: ServiceError['status'],
    code: string,
    message: string,
    extra: ServiceError['more'] & { retryAfterSeconds?: number } = {},
  ) {
    super(message);
    const { retryAfterSeconds, ...more } = extra;
    this.status = status;
    this.code = code;
    this.more = more;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The refusal on the wire: documented body, its code repeated in a header. */
export function errorResponse(error: ServiceError): Response {
  const headers = new Headers({ 'x-ms-error-code': error.code });
  if (error.retryAfterSeconds !== undefined) headers.set('Retry-After', String(error.retryAfterSeconds));
  const body = { error: { code: error.code, message: error.message, ...error.more } };
  return Response.json(body, { status: error.status, headers });
}
