import { AgreementError } from '../../domain/errors.ts';
import type { Reply } from './client.ts';

/** The refused kind of any reply. */
export type Refused = Extract<Reply<never>, { kind: 'refused' }>;

/** A refusal as a failure, for where it answers no question. */
export function denied({ refusal, code, microsoft }: Refused): AgreementError {
  const details = { partnerCenter: { code, correlationId: microsoft.correlationId }, microsoft };
  return refusal === 'tokenWithoutMfa'
    ? new AgreementError(
        'PARTNER_CENTER_SIGN_IN_FAILED',
        'Partner Center refused our token because it was issued without multifactor authentication.',
        details,
      )
    : new AgreementError('PARTNER_CENTER_DENIED', `Partner Center denied access, code ${code}.`, details);
}

/** A refusal that is about one customer tells nothing of it; one that is about us is a failure. */
export function untold(reply: Refused): undefined {
  if (reply.refusal === 'tokenWithoutMfa') throw denied(reply);
}
