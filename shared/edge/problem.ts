import { STATUS_CODES } from 'node:http';
import type { HttpResponseInit } from '@azure/functions';
import { statusOf } from '../contracts/statusOf.ts';
import { AgreementError } from '../domain/errors.ts';

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
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : retryAfterOf(failure)),
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

/** The header `Retry-After`, where the failure says when to try again. */
export function retryAfterOf(failure: unknown): Record<string, string> {
  const retryAfterMs = failure instanceof AgreementError ? failure.details.retryAfterMs : undefined;
  return retryAfterMs === undefined
    ? {}
    : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
}
