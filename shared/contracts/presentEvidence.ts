import type { Evidence } from '../domain/evidence.ts';
import type { EvidenceView } from './evidence.ts';
import { acceptanceOf, presentAcceptance, sourceOf } from './presentCustomer.ts';
import { presentEvent } from './presentEvent.ts';

const algorithm =
  'SHA-256 in hex over the canonical JSON (keys sorted, no white space) of each event without its hash; previousHash is the hash of the event before, 64 zeros for the first';

/** The evidence as clients see it; whoever is given it can verify the chain by themselves. */
export function presentEvidence({ record, events, tampering, ...times }: Evidence): EvidenceView {
  const { customerTenantId, companyName, domain, country, resellerTenantId, status, headHash } = record;
  return {
    ...{ customerTenantId, companyName, domain, country, resellerTenantId, status },
    acceptance: presentAcceptance(acceptanceOf(record)),
    source: sourceOf(record),
    asOf: times.lastCheckedAt?.toISOString() ?? null,
    collectedAt: times.collectedAt.toISOString(),
    chain: {
      isWhole: tampering === null,
      brokenAt: tampering && { version: tampering.version, reason: tampering.why },
      events: events.length,
      headHash,
      algorithm,
    },
    events: events.map(presentEvent),
  };
}
