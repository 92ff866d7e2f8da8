import { AgreementError } from '../../domain/errors.ts';
import type { CloudAgreement, UnknownReason } from '../../domain/customers/record.ts';
import type { ConfirmedAgreement, Observation } from '../../domain/customers/standing.ts';
import { traceOfFailure } from '../../domain/traceOfFailure.ts';
import type { PartnerCenter } from '../../workflows/ports/partnerCenterPorts.ts';
import type { PartnerCenterClient } from './client.ts';
import { denied, type Refused } from './denied.ts';
import { confirmations, directSignStatus, type Confirmation } from './responses.ts';
import { tokenModes } from './tokens/tokenModes.ts';
import type { MicrosoftTrace } from '../../domain/actor.ts';

/**
 * What Microsoft says of a customer now. Asks for a direct acceptance first: it settles the matter, unless direct
 * acceptances can lapse too (`readsBothSources`).
 * @see https://learn.microsoft.com/partner-center/developer/get-direct-sign-status-of-customer-agreement
 */
export async function observeCustomer(
  client: PartnerCenterClient,
  customerTenantId: string,
  { correlationId, readsBothSources }: { readonly correlationId: string; readonly readsBothSources: boolean },
): ReturnType<PartnerCenter['observe']> {
  const path = `/v1/customers/${encodeURIComponent(customerTenantId)}`;
  const asked = { mode: tokenModes.directSignStatus, correlationId };
  let microsoft: MicrosoftTrace = { requestId: null, correlationId: null };
  try {
    const direct = await client.get({
      ...asked,
      path: `${path}/directSignedMicrosoftCustomerAgreementStatus`,
      shape: directSignStatus,
    });
    microsoft = direct.microsoft;
    if (direct.kind === 'refused') return unreadable(direct);
    const { isSigned } = direct.value;
    if (isSigned && !readsBothSources) return { observation: read(true, null), microsoft };
    // All types, for the history; without the word Partner Center lists the old Cloud Agreement only (documented).
    const confirmed = await client.get({
      ...asked,
      mode: tokenModes.agreements,
      path: `${path}/agreements?agreementType=*`,
      shape: confirmations,
    });
    microsoft = confirmed.microsoft;
    if (confirmed.kind === 'read') {
      const { customerAgreements, cloudAgreements } = confirmed.value;
      const observation = read(isSigned, customerAgreements.map(confirmedAgreement));
      return { observation: { ...observation, ...newestOf(cloudAgreements) }, microsoft };
    }
    if (confirmed.refusal === 'noAgreements') return { observation: read(isSigned, []), microsoft };
    return unreadable(confirmed);
  } catch (error) {
    // "We cannot know" has to reach the record; thrown, it would only be tried again.
    const reason = error instanceof AgreementError ? reasonOf(error) : undefined;
    if (!(error instanceof AgreementError) || !reason) throw error;
    const refused = error.details.microsoft ? traceOfFailure(error) : microsoft;
    return { observation: { kind: 'unreadable', reason }, microsoft: refused };
  }
}

function reasonOf({ code, details }: AgreementError): UnknownReason | undefined {
  if (details.unreadableAt !== undefined) return 'unreadable';
  return code === 'PARTNER_CENTER_SIGN_IN_FAILED' ? 'signInFailed' : undefined;
}

function read(signedDirectly: boolean, confirmed: ConfirmedAgreement[] | null): Observation {
  return { kind: 'read', signedDirectly, confirmed };
}

function unreadable(reply: Refused): { observation: Observation; microsoft: MicrosoftTrace } {
  const { refusal, code, microsoft } = reply;
  // Said of a direct acceptance, "no agreements" answers another question than ours.
  if (refusal === 'noAgreements') throw denied(reply);
  return { observation: { kind: 'unreadable', reason: refusal }, microsoft: { ...microsoft, code } };
}

function confirmedAgreement(confirmation: Confirmation): ConfirmedAgreement {
  return { path: 'partnerAttestation', ...agreedBy(confirmation) };
}

/** One without a date proves nothing, and is left out of the history. */
function newestOf(cloudAgreements: readonly Confirmation[]): { cloudAgreement?: CloudAgreement } {
  const dated = cloudAgreements.map(agreedBy).flatMap((one) => {
    const { acceptedAt, signatory } = one;
    return acceptedAt ? [{ acceptedAt, signatory }] : [];
  });
  const newest = dated.toSorted((a, b) => b.acceptedAt.getTime() - a.acceptedAt.getTime())[0];
  return newest ? { cloudAgreement: newest } : {};
}

function agreedBy({
  dateAgreed,
  primaryContact: contact,
}: Confirmation): Pick<ConfirmedAgreement, 'acceptedAt' | 'signatory'> {
  const signatory = contact?.email
    ? {
        firstName: contact.firstName ?? null,
        lastName: contact.lastName ?? null,
        email: contact.email,
        phone: contact.phoneNumber ?? null,
      }
    : null;
  return { acceptedAt: dateAgreed, signatory };
}
