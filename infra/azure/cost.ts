import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * List prices in USD, 2026; the region decides. Documented, except those marked: of an always-ready instance and of
 * private networking (unverified), and what is free (unverified).
 */
const price = {
  perGbSecond: 0.000026,
  perMillionRuns: 0.4,
  perReadyGbSecond: 0.000004, // unverified
  perMail: 0.00025,
  perMailMb: 0.00012,
  per10kTableCalls: 0.00036,
  per10kQueueCalls: 0.004,
  per100kEvents: 0.06,
  per10kVaultCalls: 0.03,
  perLogGb: 2.3,
  perLogAlert: 0.5,
  perMetricAlert: 0.1,
  perPrivateEndpoint: 7.3, // unverified
  perPrivateZone: 0.5, // unverified
};
/** Each month and subscription (unverified). */
const free = { gbSeconds: 100_000, runs: 250_000 };

const secondsPerMonth = 730 * 3600;

/** What stands in modules/alertRules.bicep, in eventGrid.bicep and in network.bicep; a test counts them. */
export const counted = { logAlerts: 16, metricAlerts: 1, privateEndpoints: 3, privateZones: 3 };

/**
 * Scaling groups of the app: all HTTP functions together, every other function by itself (documented). Zone redundancy
 * keeps two instances of each ready, and they are paid for (documented).
 */
export function scalingGroups(
  functionsDir = fileURLToPath(new URL('../../functions', import.meta.url)),
): number {
  const sources = readdirSync(functionsDir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(functionsDir, file), 'utf8'));
  const alone = sources.filter((source) => /^app\.(timer|storageQueue)\(/m.test(source)).length;
  return alone + (sources.some((source) => /^app\.http\(/m.test(source)) ? 1 : 0);
}

const instancesPerZoneRedundantGroup = 2;

/** A run is billed for a second at least (documented), and ours end sooner. */
const billedSecondsPerRun = 1;

/** Of one agreement, from invitation to acceptance: the calls of a shop, three mails with reports, checks. */
const perAgreement = {
  runs: 14,
  mails: 3,
  mailMb: 0.15,
  tableCalls: 40,
  queueCalls: 12,
  events: 6,
  vaultCalls: 1,
  logGb: 0.00008,
};

/** A month without any use: timers every 2, 5 and 60 minutes, and the platform's polling. */
const perQuietMonth = {
  runs: 730 * (30 + 12 + 1),
  tableCalls: 730 * 30 * 20,
  queueCalls: 500_000,
  // The writes of tables are logged, a kilobyte each.
  logGb: 0.25,
};

/** USD for a thousand agreements, before what is free. */
export function costPerThousand(memoryGb: number): Record<string, number> {
  const n = 1000;
  const { runs, mails, mailMb, tableCalls, queueCalls, events, vaultCalls, logGb } = perAgreement;
  return {
    Execution: n * runs * billedSecondsPerRun * memoryGb * price.perGbSecond,
    Runs: (n * runs * price.perMillionRuns) / 1e6,
    Mail: n * (mails * price.perMail + mailMb * price.perMailMb),
    'Tables, queues, Event Grid, vault':
      (n * tableCalls * price.per10kTableCalls) / 1e4 +
      (n * queueCalls * price.per10kQueueCalls) / 1e4 +
      (n * events * price.per100kEvents) / 1e5 +
      (n * vaultCalls * price.per10kVaultCalls) / 1e4,
    Logs: n * logGb * price.perLogGb,
  };
}

type Size = { readonly memoryGb: number; readonly alwaysReady: number; readonly privateNetworking: boolean };

/** USD for a month without an agreement, after what is free. */
export function costPerMonth({ memoryGb, alwaysReady, privateNetworking }: Size): Record<string, number> {
  const { runs, tableCalls, queueCalls, logGb } = perQuietMonth;
  const paidGbSeconds = Math.max(0, runs * billedSecondsPerRun * memoryGb - free.gbSeconds);
  const paidRuns = Math.max(0, runs - free.runs);
  return {
    'Always-ready instances': alwaysReady * memoryGb * secondsPerMonth * price.perReadyGbSecond,
    'Timers, after what is free': paidGbSeconds * price.perGbSecond + (paidRuns * price.perMillionRuns) / 1e6,
    'Tables and queues':
      (tableCalls * price.per10kTableCalls) / 1e4 + (queueCalls * price.per10kQueueCalls) / 1e4,
    Logs: logGb * price.perLogGb,
    Alerts: counted.logAlerts * price.perLogAlert + counted.metricAlerts * price.perMetricAlert,
    'Private networking': privateNetworking
      ? counted.privateEndpoints * price.perPrivateEndpoint + counted.privateZones * price.perPrivateZone
      : 0,
  };
}

/** Both tables as the README quotes them. */
export function costTables(): string {
  const small = 0.5;
  const months = [
    costPerMonth({ memoryGb: small, alwaysReady: 0, privateNetworking: false }),
    costPerMonth({ memoryGb: small, alwaysReady: 1, privateNetworking: false }),
    costPerMonth({ memoryGb: small, alwaysReady: 1, privateNetworking: true }),
    costPerMonth({
      ...{ memoryGb: small, privateNetworking: false },
      alwaysReady: scalingGroups() * instancesPerZoneRedundantGroup,
    }),
  ];
  return [
    table(['Per month', 'dev, test', 'prod', 'prod, private', 'prod, three zones'], months),
    table(['Per 1,000 agreements', '512 MB', '2,048 MB'], [costPerThousand(small), costPerThousand(2)]),
  ].join('\n\n');
}

function table(heads: readonly string[], columns: readonly Record<string, number>[]): string {
  const parts = Object.keys(columns[0] ?? {});
  const rows = parts.map((part) => [part, ...columns.map((column) => usd(column[part] ?? 0))]);
  const totals = columns.map((column) => usd(Object.values(column).reduce((sum, value) => sum + value, 0)));
  const lines = [heads, ...rows, ['**Total**', ...totals.map((total) => `**${total}**`)]];
  const widths = heads.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(lines[0] ?? []), `| ${rule.join(' | ')} |`, ...lines.slice(1).map(line)].join('\n');
}

const usd = (amount: number): string => amount.toFixed(2);

const readme = fileURLToPath(new URL('./README.md', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(costTables());
  if (process.argv.includes('--fix')) {
    const text = readFileSync(readme, 'utf8');
    writeFileSync(
      readme,
      text.replace(/(?<=<!-- cost -->\n\n)[\s\S]*?(?=\n\n<!-- \/cost -->)/, () => costTables()),
    );
  }
}
