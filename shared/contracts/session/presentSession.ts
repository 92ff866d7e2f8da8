import type { Caller } from '../../domain/caller.ts';
import type { AttestationMode } from '../../domain/customers/attestation.ts';
import { maxImportRows } from '../../domain/imports/customerImport.ts';
import { languages, type Language } from '../../domain/language.ts';
import { limits } from '../../domain/limits.ts';
import type { PartnerType } from '../../domain/partnerCenter/partnerType.ts';
import { maxEndpoints } from '../../domain/webhooks/webhookEndpoint.ts';
import type { SessionView } from './session.ts';

export type Installation = {
  readonly partnerTenantId: string;
  readonly partnerName: string;
  readonly version: string;
  /** Of this caller, here. */
  readonly operationNames: readonly string[];
  readonly policy: {
    readonly partnerType: PartnerType;
    readonly attestation: { readonly mode: AttestationMode };
    readonly defaultLanguage: Language;
    readonly reacceptanceCutoff: Date;
    readonly invitation: { readonly resends: number; readonly resendWindowMs: number };
  };
};

/** The caller, their permissions, and how this installation is set up. */
export function presentSession(
  { id, name, roles, resellerTenantId }: Caller,
  { partnerTenantId, partnerName, version, operationNames, policy }: Installation,
): SessionView {
  const { pageSize, fileBytes, bodyBytes, ...lengths } = limits;
  return {
    person: { id, name },
    roles: [...roles],
    resellerTenantId,
    partner: { tenantId: partnerTenantId, name: partnerName, type: policy.partnerType },
    operations: [...operationNames],
    attestationMode: policy.attestation.mode,
    languages: [...languages],
    defaultLanguage: policy.defaultLanguage,
    reacceptanceCutoff: policy.reacceptanceCutoff.toISOString().slice(0, 10),
    limits: {
      ...{ pageSize, importRows: maxImportRows, importBytes: fileBytes, bodyBytes, ...lengths },
      webhookEndpoints: maxEndpoints,
      resends: policy.invitation.resends,
      resendWindowMinutes: policy.invitation.resendWindowMs / 60_000,
    },
    version,
  };
}
