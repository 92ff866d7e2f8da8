import { STATUS_CODES } from 'node:http';
import type { HttpResponseInit } from '@azure/functions';
import { AgreementError, type ErrorCode } from '../domain/errors.ts';

/** HTTP status of each error; a code without one does not compile. */
export const statusOf: Record<ErrorCode, number> = {
  INVALID_JSON: 400,
  INVALID_CSV: 400,
  INVALID_INPUT: 422,
  INVALID_CONTINUATION_TOKEN: 422,
  BODY_TOO_LARGE: 413,
  BODY_TOO_DEEP: 400,
  UNSUPPORTED_CONTENT_TYPE: 415,
  NOT_AUTHENTICATED: 401,
  ROLE_NOT_ALLOWED: 403,
  RESELLER_CANNOT_ATTEST: 403,
  COUNTRY_NOT_OFFERED: 422,
  CLOUD_NOT_SUPPORTED: 422,
  RESELLER_CANNOT_INVITE: 403,
  RESELLER_NOT_OURS: 422,
  ALREADY_CUSTOMER: 409,
  DUPLICATE_CUSTOMER: 409,
  CUSTOMER_NOT_FOUND: 404,
  ATTESTATION_NOT_FOUND: 404,
  INVITATION_NOT_FOUND: 404,
  IMPORT_NOT_FOUND: 404,
  QUEUE_NOT_FOUND: 404,
  POISON_MESSAGE_NOT_FOUND: 404,
  LINK_NOT_FOUND: 404,
  WEBHOOK_ENDPOINT_NOT_FOUND: 404,
  WEBHOOK_DELIVERY_NOT_FOUND: 404,
  WEBHOOK_ENDPOINT_NOT_ACTIVE: 409,
  TOO_MANY_WEBHOOK_ENDPOINTS: 409,
  BRAND_NOT_FOUND: 404,
  BRAND_CHANGED: 409,
  DOMAIN_TAKEN: 409,
  ADDRESS_NOT_VALID: 422,
  CUSTOMER_LIMIT_REACHED: 409,
  CUSTOMER_REJECTED: 422,
  ALREADY_ACCEPTED: 409,
  INVITATION_CLOSED: 409,
  ATTESTATION_OPEN: 409,
  ATTESTATION_CLOSED: 409,
  AMBIGUOUS_ID: 409,
  CUSTOMER_ORDER_NOT_FOUND: 404,
  CUSTOMER_ORDER_CLOSED: 409,
  SIGNATORY_ON_RECORD: 409,
  LINK_NOT_READY: 503,
  RESEND_TOO_SOON: 429,
  IDEMPOTENCY_KEY_INVALID: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  REQUEST_UNDER_WAY: 409,
  RECORD_BUSY: 503,
  SIGNATURE_MALFORMED: 400,
  SIGNATURE_MISSING: 401,
  SIGNATURE_INVALID: 401,
  CERTIFICATE_REFUSED: 401,
  CERTIFICATE_UNAVAILABLE: 503,
  EVENT_NOT_TIMELY: 422,
  STORAGE_UNAVAILABLE: 503,
  IDENTITY_UNAVAILABLE: 503,
  SECRETS_UNAVAILABLE: 503,
  PARTNER_CENTER_REFUSED: 502,
  PARTNER_CENTER_DENIED: 502,
  PARTNER_CENTER_SIGN_IN_FAILED: 503,
  PARTNER_CENTER_THROTTLED: 503,
  PARTNER_CENTER_UNAVAILABLE: 503,
  MAIL_REFUSED: 502,
  MAIL_SENDER_REFUSED: 503,
  MAIL_THROTTLED: 503,
  MAIL_UNAVAILABLE: 503,
  INTERNAL_ERROR: 500,
};

const unplanned = new AgreementError('INTERNAL_ERROR', 'Something went wrong on our side. Try again later.');

/** RFC 9457 problem for a failure; what was not planned becomes an opaque `INTERNAL_ERROR`. */
export function problem(failure: unknown, requestId: string): HttpResponseInit {
  const { code, message, details } = failure instanceof AgreementError ? failure : unplanned;
  const status = statusOf[code];
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...headersOf(status, details.retryAfterMs),
    },
    body: JSON.stringify({
      type: `urn:countersign:problem:${code}`,
      title: STATUS_CODES[status] ?? 'Error',
      status,
      code,
      detail: message,
      ...(details.fields ? { errors: details.fields } : {}),
      ...(details.partnerCenter ? { partnerCenter: details.partnerCenter } : {}),
      ...details.extensions,
      requestId,
    }),
  };
}

function headersOf(status: number, retryAfterMs: number | undefined): Record<string, string> {
  if (status === 401) return { 'www-authenticate': 'Bearer' };
  return retryAfterMs === undefined
    ? {}
    : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
}
