import { AgreementError } from '../../domain/errors.ts';
import type { AttestationFailureReason } from '../../domain/customers/attestation.ts';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import type {
  AgreementOrder,
  AttestationCalls,
  CommandOutcome,
} from '../../workflows/ports/attestationPorts.ts';
import type { PartnerCenterClient, Rejected, Reply } from './client.ts';
import { denied } from './denied.ts';
import {
  attestationBody,
  attestationPath,
  attestationsPath,
  attestationView,
  createdAttestation,
  finalisingModes,
  finalisingPart,
} from './enhancedAttestation.ts';
import { anything } from './responses.ts';
import { tokenModes, type TokenMode } from './tokens/tokenModes.ts';

/** Attestations, enhanced and classic, and the agreements they lead to. */
export function createAttestations(
  clients: Readonly<Record<Priority, PartnerCenterClient>>,
): AttestationCalls {
  return {
    async createAttestation(order, requestId) {
      const reply = await clients.person.send({
        method: 'POST',
        path: attestationsPath,
        mode: tokenModes.attestations,
        body: attestationBody(order),
        shape: createdAttestation,
        requestId,
      });
      return outcomeOf(reply, ({ attestationId, expiresAt }) => ({ attestationId, expiresAt }));
    },
    async readAttestation(attestationId, priority) {
      const reply = await clients[priority].get({
        path: attestationPath(attestationId),
        loggedPath: attestationPath('-'),
        mode: tokenModes.attestations,
        shape: attestationView,
      });
      if (reply.kind === 'read') {
        const { progress, acceptedAt } = reply.value;
        return { news: { progress, acceptedAt }, microsoft: reply.microsoft };
      }
      // 404 with 1000 names whatever was asked for, and that was no customer.
      if (reply.refusal !== 'customerNotFound') throw denied(reply);
      return { news: { progress: 'missing', acceptedAt: null }, microsoft: reply.microsoft };
    },
    confirmAgreement: (order, requestId) => confirmAgreement(clients.person, order, requestId),
  };
}

/**
 * Puts the agreement on record. `type` alone does not decide which, the template does (third party); both are sent.
 * @see https://learn.microsoft.com/partner-center/developer/confirm-customer-consent-customer-agreement
 */
async function confirmAgreement(
  client: PartnerCenterClient,
  order: AgreementOrder,
  requestId: string,
): Promise<CommandOutcome<null>> {
  const confirmWith = async (mode: TokenMode): Promise<CommandOutcome<null>> => {
    const reply = await client.send({
      method: 'POST',
      path: `/v1/customers/${encodeURIComponent(order.customerTenantId)}/agreements`,
      mode,
      body: agreementBody(order),
      shape: anything,
      // Where the token is turned away, the command itself was not looked at, so its id is not spent.
      requestId,
    });
    return outcomeOf(reply, () => null);
  };
  if (order.attestationId === null) return confirmWith(tokenModes.agreements);
  const [first, second] = finalisingModes;
  try {
    const outcome = await confirmWith(first);
    if (outcome.kind === 'done' || outcome.reason !== 'accessDenied') return outcome;
  } catch (failure) {
    if (!isWrongMode(failure)) throw failure;
  }
  return confirmWith(second);
}

/** The call takes no token of an application (documented code). */
function isWrongMode(failure: unknown): boolean {
  return failure instanceof AgreementError && failure.details.partnerCenter?.code === '900329';
}

function agreementBody({ signatory, templateId, agreedAt, attestationId }: AgreementOrder) {
  const { firstName, lastName, email, phone } = signatory;
  return {
    primaryContact: { firstName, lastName, email, ...(phone === null ? {} : { phoneNumber: phone }) },
    templateId,
    dateAgreed: agreedAt.toISOString(),
    type: 'MicrosoftCustomerAgreement',
    ...finalisingPart(attestationId),
  };
}

/** Documented with its body only; whatever status it comes with, it means the same. */
const sameContactCode = '600061';

/** @throws {AgreementError} where our token lacks MFA: the fix is on our side, the command still wanted */
function outcomeOf<T, Value>(
  reply: Reply<T> | Rejected,
  valueOf: (answer: T) => Value,
): CommandOutcome<Value> {
  const { microsoft } = reply;
  if (reply.kind === 'read') return { kind: 'done', value: valueOf(reply.value), microsoft };
  const { code } = reply;
  if (reply.kind === 'refused' && reply.refusal === 'tokenWithoutMfa') throw denied(reply);
  return { kind: 'refused', reason: reasonOf(reply), code, microsoft };
}

function reasonOf(reply: Exclude<Reply<unknown> | Rejected, { kind: 'read' }>): AttestationFailureReason {
  if (reply.code === sameContactCode) return 'signatoryOnRecord';
  if (reply.kind === 'rejected') return 'attestationRefused';
  switch (reply.refusal) {
    case 'noRelationship':
    case 'customerNotFound':
    case 'accessDenied':
      return reply.refusal;
    case 'tokenWithoutMfa':
    case 'noAgreements':
      return 'attestationRefused';
  }
}
