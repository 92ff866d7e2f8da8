import type {
  AttestationFailureReason,
  Confirmation,
  Signatory,
} from '../../domain/customers/attestation.ts';
import type { AttestationId } from '../../domain/customers/attestationId.ts';
import type { AttestationProgress } from '../../domain/attestations/attestationProgress.ts';
import type { Priority } from '../../domain/partnerCenter/budget.ts';
import type { MicrosoftTrace } from '../../domain/actor.ts';

/** What the signatory is asked to accept. */
export type AttestationOrder = {
  readonly country: string;
  readonly language: string;
  readonly companyName: string;
  readonly signatory: Signatory;
};

/** `attestationId` null confirms in the classic way, on the partner's word alone. */
export type AgreementOrder = Confirmation & {
  readonly customerTenantId: string;
  readonly signatory: Signatory;
  readonly attestationId: AttestationId | null;
};

export type CommandOutcome<T> =
  | { readonly kind: 'done'; readonly value: T; readonly microsoft: MicrosoftTrace }
  | {
      readonly kind: 'refused';
      readonly reason: AttestationFailureReason;
      readonly code: string;
      readonly microsoft: MicrosoftTrace;
    };

/**
 * The part of Partner Center that attestations need. A command with the same `requestId` and content takes effect
 * once (documented). All throw `PARTNER_CENTER_…`; after `…_UNAVAILABLE` a command may have taken effect.
 */
export type AttestationCalls = {
  createAttestation(
    order: AttestationOrder,
    requestId: string,
  ): Promise<CommandOutcome<{ readonly attestationId: AttestationId; readonly expiresAt: Date | null }>>;
  readAttestation(
    attestationId: AttestationId,
    priority: Priority,
  ): Promise<{ readonly news: AttestationProgress; readonly microsoft: MicrosoftTrace }>;
  confirmAgreement(order: AgreementOrder, requestId: string): Promise<CommandOutcome<null>>;
};
