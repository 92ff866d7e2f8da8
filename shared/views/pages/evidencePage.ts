import type { EvidenceView } from '../../contracts/customers/evidence.ts';
import { escapeHtml } from './escapeHtml.ts';
import { evidenceStyle } from './evidenceStyle.ts';
import { eventWords, factsOf, factWords } from './evidenceWords.ts';

type Event = EvidenceView['events'][number];

/** The evidence of one customer for reading and printing. Everything that came from outside is escaped here. */
export function evidencePage(evidence: EvidenceView): string {
  const { companyName, customerTenantId, events } = evidence;
  const name = companyName || customerTenantId;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Evidence of acceptance: ${escapeHtml(name)}</title>
<style>${evidenceStyle}</style>
</head>
<body>
<main>
<header>
<p class="kind">Evidence of acceptance of the Microsoft Customer Agreement</p>
<h1><bdi>${escapeHtml(name)}</bdi></h1>
</header>
${chainNotice(evidence)}
<section aria-labelledby="customer"><h2 id="customer">Customer</h2>${factList(customerFacts(evidence))}</section>
<section aria-labelledby="acceptance"><h2 id="acceptance">Acceptance</h2>${acceptancePart(evidence)}</section>
<section aria-labelledby="history"><h2 id="history">History</h2>
<ol class="events">
${events.map(eventPart).join('\n')}
</ol></section>
<section aria-labelledby="proof"><h2 id="proof">Proof</h2>${factList(proofFacts(evidence))}</section>
</main>
</body>
</html>
`;
}

function chainNotice({ chain: { brokenAt, events } }: EvidenceView): string {
  if (!brokenAt) {
    return `<p class="notice whole"><strong>The history is whole.</strong> Its ${String(events)} events are linked by their hashes, and the record is what they tell.</p>`;
  }
  return `<p class="notice broken"><strong>The history is broken at event ${String(brokenAt.version)}:</strong> ${escapeHtml(brokenAt.reason)}. Nothing from there on proves anything.</p>`;
}

type Fact = readonly [label: string, value: string | null];

function customerFacts(evidence: EvidenceView): Fact[] {
  return [
    ['Tenant id', evidence.customerTenantId],
    ['Domain', evidence.domain],
    ['Country', evidence.country],
    ['Reseller’s tenant id', evidence.resellerTenantId],
    ['Status', factWords(evidence.status)],
    ['Microsoft last asked', evidence.asOf],
  ];
}

function acceptancePart(evidence: EvidenceView): string {
  const { acceptance, source } = evidence;
  if (!acceptance) return '<p>No acceptance is known.</p>';
  const { path, acceptedAt, signatory } = acceptance;
  const isDirect = path === 'customerDirect';
  return factList([
    ['How', isDirect ? 'The customer accepted directly at Microsoft' : 'The partner attested it'],
    ['When', acceptedAt ?? 'Microsoft gives no date for a direct acceptance'],
    ['Who', signatory ? null : 'Microsoft gives no name for a direct acceptance'],
    ...(signatory
      ? ([
          ['Who', [signatory.firstName, signatory.lastName].filter(Boolean).join(' ')],
          ['E-mail', signatory.email],
          ['Phone', signatory.phone],
        ] as const)
      : []),
    ['Read from', source && sources[source]],
  ]);
}

const sources: Readonly<Record<NonNullable<EvidenceView['source']>, string>> = {
  directSignStatus: 'Microsoft’s record of direct acceptances',
  agreements: 'Partner Center’s list of confirmed agreements',
};

function proofFacts({ chain, collectedAt }: EvidenceView): Fact[] {
  return [
    ['Collected', collectedAt],
    ['Events', String(chain.events)],
    ['Newest hash', chain.headHash],
    ['How to verify', chain.algorithm],
  ];
}

function eventPart({ version, type, at, by, microsoft, data, previousHash, hash }: Event): string {
  const facts = factList([
    ['When', at],
    ['By', by.kind === 'agent' ? `Agent ${by.id ?? ''}` : factWords(by.kind)],
    ...factsOf(data),
    ['Microsoft’s request id', microsoft?.requestId ?? null],
    ['Microsoft’s correlation id', microsoft?.correlationId ?? null],
    ['Microsoft’s code', microsoft?.code ?? null],
    ['Hash before', previousHash],
    ['Hash', hash],
  ]);
  return `<li value="${String(version)}"><h3>${String(version)}. ${escapeHtml(eventWords(type))}</h3>${facts}</li>`;
}

function factList(facts: readonly Fact[]): string {
  const rows = facts
    .filter(([, value]) => value !== null && value !== '')
    .map(
      ([label, value]) => `<div><dt>${escapeHtml(label)}</dt><dd><bdi>${shown(value ?? '')}</bdi></dd></div>`,
    );
  return `<dl>${rows.join('')}</dl>`;
}

const instant = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/;

/** Shows an instant in UTC, in unambiguous figures. */
function shown(value: string): string {
  const [, day, time] = instant.exec(value) ?? [];
  return day && time ? `<time datetime="${escapeHtml(value)}">${day} ${time} UTC</time>` : escapeHtml(value);
}
