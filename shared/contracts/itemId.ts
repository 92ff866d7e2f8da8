import { readTenantId } from './tenantId.ts';

/** What an id of an invitation or an attestation names; `kind` null in the form of before there were kinds. */
export type ItemId = {
  readonly customerTenantId: string;
  readonly kind: 'invitation' | 'attestation' | null;
  readonly number: number;
};

const form = /^([^.]+)(?:\.(invitation|attestation))?\.([1-9]\d{0,8})$/;

/** What `invitationId` or `attestationIdOf` put together; undefined for anything else. */
export function readItemId(id: string): ItemId | undefined {
  const [, tenant, kind, number] = form.exec(id) ?? [];
  const customerTenantId = readTenantId(tenant);
  if (!customerTenantId) return undefined;
  return {
    customerTenantId,
    kind: (kind as 'invitation' | 'attestation' | undefined) ?? null,
    number: Number(number),
  };
}
