/** An answer of the service that is not a success, thrown where the reason is found. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** Sent as JSON; nothing at all when undefined. */
  readonly body: Record<string, unknown> | undefined;
  readonly headers: Record<string, string>;

  constructor(status: number, body?: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(`refused with ${String(status)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  toResponse(): Response {
    if (!this.body) return new Response(null, { status: this.status, headers: this.headers });
    return Response.json(this.body, { status: this.status, headers: this.headers });
  }
}

/** The usual shape (documented); `code` is a JSON number in every sample although the schema says string. */
export function refusal(
  status: number,
  code: number,
  description: string,
  source = 'PartnerApiServiceControllers',
): Refusal {
  return new Refusal(status, { code, description, data: [], source });
}

/** The longer shape of the agreement service, known from the sample of 600061 (documented). */
export function agreementRefusal(status: number, code: number, errorName: string, message: string): Refusal {
  return new Refusal(status, {
    code,
    message,
    description: message,
    errorName,
    isRetryable: false,
    parameters: {},
    errorMessageExtended: `InternalErrorCode=${String(code)}`,
  });
}

/** What the gateway answers when the quota is used up (documented): `statusCode`, no `code`. */
export function throttled(retryAfterSeconds: number): Refusal {
  const seconds = String(retryAfterSeconds);
  return new Refusal(
    429,
    { statusCode: 429, message: `Rate limit is exceeded. Try again in ${seconds} seconds.` },
    { 'retry-after': seconds },
  );
}

/** What the gateway answers without a usable token (documented): a header, no body. */
export function signInNeeded(correlationId: string): Refusal {
  return new Refusal(401, undefined, { 'www-authenticate': `OAuth realm=urn:cpsvc:cpid:${correlationId}` });
}

export const badInput = (description: string): Refusal => refusal(400, 2000, description);
