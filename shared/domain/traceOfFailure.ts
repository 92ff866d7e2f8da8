import type { AgreementError } from './errors.ts';
import type { MicrosoftTrace } from './actor.ts';

/** Which call to Microsoft failed, and with which code of Microsoft's; no ids where it came to no call. */
export function traceOfFailure({ details }: AgreementError): MicrosoftTrace {
  const { microsoft = { requestId: null, correlationId: null }, partnerCenter } = details;
  return partnerCenter ? { ...microsoft, code: partnerCenter.code } : microsoft;
}
