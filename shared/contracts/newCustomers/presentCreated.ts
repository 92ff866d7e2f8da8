import type { AgreementRecord } from '../../domain/customers/record.ts';
import { presentAttested } from '../attestations/presentAttested.ts';

/** Stands in the stored answer for the link, whose secret no table holds. */
const linkStandsHere = 'link';

/** The answer to a creation, as it is stored: with a mark where the hand-over link belongs. */
export function presentCreated(
  record: AgreementRecord,
  presenter: Parameters<typeof presentAttested>[1],
  content: unknown,
) {
  const credentialsUrl = record.credentialsUntil ? linkStandsHere : null;
  return {
    headers: { location: `/api/v1/customers/${record.customerTenantId}` },
    body: { ...presentAttested(record, presenter), credentialsUrl, content },
  };
}

/** The answer with the hand-over link in its place. */
export function withCredentialsUrl(body: unknown, urlOf: (customerTenantId: string) => string): unknown {
  if (typeof body !== 'object' || body === null) return body;
  if (!('credentialsUrl' in body && 'customerTenantId' in body) || body.credentialsUrl === null) return body;
  return { ...body, credentialsUrl: urlOf(String(body.customerTenantId)) };
}
