/**
 * Every way this service fails on purpose. The code is the contract: it appears in HTTP problems,
 * in logs and in errors.md; the message is for people and may change.
 *
 * `retryable` says whether the same input may succeed later without any other change.
 */
export const errorCodes = {
  INVALID_JSON: { retryable: false },
  INVALID_INPUT: { retryable: false },
  INVALID_CSV: { retryable: false },
  INVALID_CONTINUATION_TOKEN: { retryable: false },
  BODY_TOO_LARGE: { retryable: false },
  BODY_TOO_DEEP: { retryable: false },
  UNSUPPORTED_CONTENT_TYPE: { retryable: false },
  ROUTE_NOT_FOUND: { retryable: false },
  METHOD_NOT_ALLOWED: { retryable: false },
  NOT_AUTHENTICATED: { retryable: false },
  ROLE_NOT_ALLOWED: { retryable: false },
  RATE_LIMITED: { retryable: true },
  RESELLER_CANNOT_ATTEST: { retryable: false },
  COUNTRY_NOT_OFFERED: { retryable: false },
  CLOUD_NOT_SUPPORTED: { retryable: false },
  DOMAIN_TAKEN: { retryable: false },
  ADDRESS_NOT_VALID: { retryable: false },
  CUSTOMER_LIMIT_REACHED: { retryable: false },
  CUSTOMER_REJECTED: { retryable: false },
  RESELLER_CANNOT_INVITE: { retryable: false },
  RESELLER_NOT_OURS: { retryable: false },
  ALREADY_CUSTOMER: { retryable: false },
  DUPLICATE_CUSTOMER: { retryable: false },
  CUSTOMER_NOT_FOUND: { retryable: false },
  ATTESTATION_NOT_FOUND: { retryable: false },
  INVITATION_NOT_FOUND: { retryable: false },
  IMPORT_NOT_FOUND: { retryable: false },
  IMPORT_CLOSED: { retryable: false },
  QUEUE_NOT_FOUND: { retryable: false },
  POISON_MESSAGE_NOT_FOUND: { retryable: false },
  LINK_NOT_FOUND: { retryable: false },
  WEBHOOK_ENDPOINT_NOT_FOUND: { retryable: false },
  WEBHOOK_DELIVERY_NOT_FOUND: { retryable: false },
  WEBHOOK_ENDPOINT_NOT_ACTIVE: { retryable: false },
  TOO_MANY_WEBHOOK_ENDPOINTS: { retryable: false },
  TOO_MANY_VIEWS: { retryable: false },
  VIEW_NOT_FOUND: { retryable: false },
  ALREADY_ACCEPTED: { retryable: false },
  BRAND_NOT_FOUND: { retryable: false },
  BRAND_CHANGED: { retryable: false },
  INVITATION_CLOSED: { retryable: false },
  ATTESTATION_OPEN: { retryable: false },
  ATTESTATION_CLOSED: { retryable: false },
  AMBIGUOUS_ID: { retryable: false },
  CUSTOMER_ORDER_NOT_FOUND: { retryable: false },
  CUSTOMER_ORDER_CLOSED: { retryable: false },
  SIGNATORY_ON_RECORD: { retryable: false },
  LINK_NOT_READY: { retryable: true },
  RESEND_TOO_SOON: { retryable: true },
  MAIL_LIMIT_REACHED: { retryable: true },
  IDEMPOTENCY_KEY_INVALID: { retryable: false },
  IDEMPOTENCY_KEY_REUSED: { retryable: false },
  REQUEST_UNDER_WAY: { retryable: true },
  RECORD_BUSY: { retryable: true },
  SIGNATURE_MALFORMED: { retryable: false },
  SIGNATURE_MISSING: { retryable: false },
  SIGNATURE_INVALID: { retryable: false },
  CERTIFICATE_REFUSED: { retryable: false },
  CERTIFICATE_UNAVAILABLE: { retryable: true },
  EVENT_NOT_TIMELY: { retryable: false },
  STORAGE_UNAVAILABLE: { retryable: true },
  IDENTITY_UNAVAILABLE: { retryable: true },
  SECRETS_UNAVAILABLE: { retryable: true },
  PARTNER_CENTER_REFUSED: { retryable: false },
  PARTNER_CENTER_DENIED: { retryable: false },
  PARTNER_CENTER_SIGN_IN_FAILED: { retryable: true },
  PARTNER_CENTER_THROTTLED: { retryable: true },
  PARTNER_CENTER_UNAVAILABLE: { retryable: true },
  MAIL_REFUSED: { retryable: false },
  MAIL_SENDER_REFUSED: { retryable: true },
  MAIL_THROTTLED: { retryable: true },
  MAIL_UNAVAILABLE: { retryable: true },
  INTERNAL_ERROR: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>;

export type ErrorCode = keyof typeof errorCodes;

/** One broken rule of the input: a JSON pointer to the place and a sentence; never the value. */
export type FieldError = { readonly pointer: string; readonly message: string };

type Details = {
  cause?: unknown;
  /** How long the other side asks us, or we ask the caller, to wait. */
  retryAfterMs?: number;
  fields?: readonly FieldError[];
  /** Further members of the problem document. */
  extensions?: Readonly<Record<string, unknown>>;
  /** What Microsoft called the failure, for support cases. */
  partnerCenter?: { readonly code: string; readonly correlationId: string };
  /** What Entra called a refused sign-in: the OAuth error, and its own AADSTS code. */
  entra?: { readonly error: string; readonly code: string | null };
  /** What the mail service called the failure. */
  mailService?: string;
  /** Where Microsoft's answer has a form that we cannot read: names of members, never values. */
  unreadableAt?: string;
  /** Ids of the call to Microsoft that failed, answered or not. */
  microsoft?: { readonly requestId: string; readonly correlationId: string };
};

/** A failure with a name. Messages hold no personal data and no secrets: they reach logs and clients. */
export class AgreementError extends Error {
  override readonly name = 'AgreementError';
  readonly code: ErrorCode;
  readonly details: Details;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.details = details;
  }

  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }
}
