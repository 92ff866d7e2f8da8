import type { Needs } from '../ports/ports.ts';

/** MS-RequestId with which the attestation behind a link is created. */
export function creationId({ stableId }: Pick<Needs, 'stableId'>, customerTenantId: string) {
  return (number: number, link: number): string =>
    stableId('attestation', customerTenantId, number, 'link', link);
}
