import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMet, tableOf, type Figure } from './figure.ts';

const parts: Readonly<Record<string, () => Promise<Figure[]>>> = {
  start: async () => (await import('./start.ts')).measureStart(),
  load: async () => (await import('./load.ts')).measureLoad(),
  accept: async () => (await import('./accept/accept.ts')).measureAccept(),
  readiness: async () => (await import('./readiness/readiness.ts')).measureReadiness(),
  api: async () => (await import('./api/api.ts')).measureApi(),
  drain: async () => (await import('./drain/drain.ts')).measureDrain(),
  paths: async () => (await import('./paths.ts')).measurePaths(),
  mail: async () => (await import('./mail/mail.ts')).measureMail(),
  reconcile: async () => (await import('./reconcile/reconcile.ts')).measureReconcile(),
  webhooks: async () => (await import('./webhooks.ts')).measureWebhooks(),
  memory: async () => (await import('./memory/memory.ts')).measureMemory(),
  discovery: async () => (await import('./discovery/discovery.ts')).measureDiscovery(),
  detection: async () => (await import('./detection/detection.ts')).measureDetection(),
  portal: async () => (await import('./portal/portal.ts')).measurePortal(),
};

const usage = `npm run bench -- [--strict] [${Object.keys(parts).join('] [')}]
  measures the named parts, or all of them; test/bench/README.md says what the figures mean
  --strict   exit with 1 when a target is missed`;

/** Measures, prints a table and writes dist/bench.json. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { strict: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !(name in parts));
  if (values.help || unknown.length > 0) {
    console.log(usage);
    process.exitCode = unknown.length > 0 ? 1 : 0;
    return;
  }
  const machine = await describeMachine();
  console.log(
    Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · '),
  );
  const startedAt = performance.now();
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    console.log(`${name} …`);
    figures.push(...(await measure()));
  }
  const promised = figures.filter(({ target }) => target !== null);
  const missed = promised.filter((figure) => !isMet(figure));
  const tookS = Math.round((performance.now() - startedAt) / 1000);
  await writeJson({ machine, tookS, figures: figures.map((figure) => ({ ...figure, met: isMet(figure) })) });
  console.log(`\n${tableOf(figures)}\n`);
  console.log(
    missed.length === 0
      ? `All ${String(promised.length)} targets are met.`
      : `${String(missed.length)} of ${String(promised.length)} targets are MISSED: ${missed.map(({ name }) => name).join('; ')}`,
  );
  console.log(
    `${String(tookS)} s, load average now ${loadavg()[0]?.toFixed(1) ?? '?'}; details in dist/bench.json`,
  );
  if (values.strict && missed.length > 0) process.exitCode = 1;
}

async function describeMachine(): Promise<Record<string, string>> {
  const { version } = JSON.parse(
    await readFile(new URL('../../node_modules/azurite/package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  return {
    date: new Date().toISOString().slice(0, 16),
    cores: String(availableParallelism()),
    'load average': loadavg()[0]?.toFixed(1) ?? '?',
    Node: process.versions.node,
    Azurite: version,
  };
}

async function writeJson(result: object): Promise<void> {
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
  await mkdir(dist, { recursive: true });
  await writeFile(`${dist}bench.json`, `${JSON.stringify(result, null, 2)}\n`);
}

await main();
