import { digestOf, type AttestationId } from '../../../domain/customers/attestationId.ts';
import { AgreementError } from '../../../domain/errors.ts';
import type { AtRest } from '../kit/atRest.ts';

/** Encrypted ids, in base64, by their digests. */
export type SealedIds = Readonly<Record<string, string>>;

/** An id leaves this place only for a call to Microsoft or for the signatory's page. */
export function sealId(atRest: AtRest, customerTenantId: string, id: string): string {
  return Buffer.from(atRest.seal(placeOf(customerTenantId, digestOf(id)), id)).toString('base64');
}

/** @throws {AgreementError} `INTERNAL_ERROR` where it does not open */
export async function openId(
  atRest: AtRest,
  customerTenantId: string,
  { digest, sealed }: { readonly digest: string; readonly sealed: string | undefined },
): Promise<AttestationId> {
  if (sealed === undefined)
    throw new AgreementError('INTERNAL_ERROR', 'The id of an attestation is not stored.');
  return (await atRest.open(
    placeOf(customerTenantId, digest),
    Buffer.from(sealed, 'base64'),
  )) as AttestationId;
}

/** What was stored before ids were encrypted names one; from here on its digest stands in its place. */
export function withoutId<Part extends object>(
  part: Part,
): { readonly part: Part; readonly id: AttestationId | undefined } {
  const { attestationId, ...rest } = part as Part & { readonly attestationId?: unknown };
  if (typeof attestationId !== 'string') return { part, id: undefined };
  return {
    part: { ...rest, attestationDigest: digestOf(attestationId) } as unknown as Part,
    id: attestationId as AttestationId,
  };
}

/** The same the other way round, to verify the hash of what was stored before. */
export function withId<Part extends object>(part: Part, id: string): Part {
  const { attestationDigest: _digest, ...rest } = part as Part & { readonly attestationDigest?: unknown };
  return { ...rest, attestationId: id } as unknown as Part;
}

/** Those that the record still names. */
export function idsNamedIn(json: string, ids: SealedIds): string | undefined {
  const named = Object.entries(ids).filter(([digest]) => json.includes(digest));
  return named.length > 0 ? JSON.stringify(Object.fromEntries(named)) : undefined;
}

function placeOf(partitionKey: string, digest: string) {
  return { partitionKey, rowKey: `attestation|${digest}` };
}
