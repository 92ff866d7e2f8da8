import { AgreementError } from '../../domain/errors.ts';
import type { Answer, CallIds, Outgoing } from './call.ts';

type Asked = Pick<Outgoing, 'method' | 'path' | 'loggedPath'>;

/** Whether a write that got no answer took effect is unknown. */
export function noAnswer(
  asked: Asked,
  { requestId, correlationId }: CallIds,
  cause: unknown,
): AgreementError {
  const microsoft = { requestId, correlationId };
  return new AgreementError(
    'PARTNER_CENTER_UNAVAILABLE',
    `Partner Center did not answer: ${inWords(asked)}.`,
    {
      cause,
      microsoft,
    },
  );
}

/** An answer that says nothing, or that has a form we cannot read (`where`); a write may have taken effect. */
export function unusable(
  asked: Asked,
  { status, retryAfterMs, microsoft }: Answer,
  where?: string,
): AgreementError {
  const what = where ? `in an unexpected form (at ${where})` : `with status ${String(status)}`;
  return new AgreementError(
    'PARTNER_CENTER_UNAVAILABLE',
    `Partner Center answered ${what}: ${inWords(asked)}.`,
    {
      microsoft,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(where ? { unreadableAt: where } : {}),
    },
  );
}

export function throttled({ microsoft }: Answer, retryAfterMs: number): AgreementError {
  return new AgreementError('PARTNER_CENTER_THROTTLED', 'Partner Center asks us to slow down.', {
    retryAfterMs,
    microsoft,
  });
}

/** A refusal that is about our token or our request, not about a customer. */
export function refused(
  kind: 'token' | 'request',
  asked: Asked,
  { microsoft, code }: { readonly microsoft: CallIds; readonly code: string },
): AgreementError {
  return new AgreementError(
    kind === 'token' ? 'PARTNER_CENTER_SIGN_IN_FAILED' : 'PARTNER_CENTER_REFUSED',
    `Partner Center refused ${kind === 'token' ? 'our token' : 'the request'}: ${inWords(asked)}, code ${code}.`,
    { microsoft, partnerCenter: { code, correlationId: microsoft.correlationId } },
  );
}

/** Without the query, which may hold what a user searched for. */
function inWords({ method, path, loggedPath = path }: Asked): string {
  return `${method} ${loggedPath.split('?', 1)[0] ?? ''}`;
}
