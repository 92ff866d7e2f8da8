import type { Evidence } from '../../domain/customers/evidence.ts';
import type { EvidenceView } from './evidence.ts';
import { acceptanceOf, presentAcceptance, sourceOf } from './presentCustomer.ts';
import { presentChain, presentEvent } from './presentEvent.ts';

/** The evidence as clients see it; its recipient can verify the chain without us. */
export function presentEvidence({ record, events, tampering, ...times }: Evidence): EvidenceView {
  const { customerTenantId, companyName, domain, country, resellerTenantId, status, headHash } = record;
  return {
    ...{ customerTenantId, companyName, domain, country, resellerTenantId, status },
    acceptance: presentAcceptance(acceptanceOf(record)),
    source: sourceOf(record),
    asOf: times.lastCheckedAt?.toISOString() ?? null,
    collectedAt: times.collectedAt.toISOString(),
    chain: presentChain(events, headHash, tampering),
    events: events.map(presentEvent),
  };
}
