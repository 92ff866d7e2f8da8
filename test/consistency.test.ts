import { createRequire } from 'node:module';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { keptPackage } from '../infra/build/keptPackage.ts';
import { compileRoute } from '../infra/local/host/http/routeTemplate.ts';
import { readRegistrations } from '../infra/local/host/app/readRegistrations.ts';
import { localSecrets, localSettings } from '../infra/local/localSettings.ts';
import { portsFrom } from '../infra/local/ports.ts';
import { apiRoutes } from '../shared/contracts/api/routes.ts';
import { loadConfig, settings } from '../shared/config.ts';
import { conditions } from '../shared/domain/connection/connection.ts';
import { errorCodes } from '../shared/domain/errors.ts';
import { metrics, spans } from '../shared/domain/metrics.ts';
import { readiness, readinessCodes } from '../shared/domain/customers/readiness.ts';
import { statuses } from '../shared/domain/customers/record.ts';
import { statusOf } from '../shared/contracts/statusOf.ts';
import { queues } from '../shared/queues.ts';
import { connectionProbes } from '../shared/workflows/connection/probes/connectionProbes.ts';
import type { Registration } from '../infra/local/host/app/registration.ts';

const functionsPage = readFileSync('functions/README.md', 'utf8');
const settingsPage = readFileSync('shared/settings.md', 'utf8');

/** Rows of the first Markdown table below a heading, cells without back-ticks. */
function tableBelow(text: string, heading: string): string[][] {
  const section = text.split(`\n${heading}\n`)[1]?.split(/\n## /)[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

const firstCells = (rows: string[][]): string[] => rows.map(([first = '']) => first);

describe('settings', () => {
  const known = Object.keys(settings.shape).sort();
  /** The host's own, which the app does not read. */
  const ofTheHost = ['AzureWebJobsStorage', 'FUNCTIONS_WORKER_RUNTIME'];

  it('are all in the sample, and nothing else is', () => {
    const sample = JSON.parse(readFileSync('local.settings.sample.json', 'utf8')) as {
      Values: Record<string, string>;
    };
    expect(
      Object.keys(sample.Values)
        .filter((name) => !ofTheHost.includes(name))
        .sort(),
    ).toEqual(known);
  });

  it('are all on the settings page, and nothing else is', () => {
    expect(firstCells(tableBelow(settingsPage, '## Settings')).sort()).toEqual(known);
  });

  it('have the defaults that the settings page tells', () => {
    const given = localSettings(portsFrom(7071), 'UseDevelopmentStorage=true', localSecrets(undefined));
    const notGiven = {
      WAKE_UP_GRACE_SECONDS: '',
      PARTNER_CENTER_CALLS_PER_MINUTE: '',
      MAIL_PER_MINUTE: '',
      MAIL_PER_HOUR: '',
    };
    const config: Record<string, unknown> = { ...loadConfig({ ...given, ...notGiven }) };
    const told = tableBelow(settingsPage, '## Settings').filter(([, value = '']) =>
      /^[\d-]+$|^en$/.test(value),
    );
    const actual = told.map(([name = '']) => {
      const value = config[name];
      return [name, value instanceof Date ? value.toISOString().slice(0, 10) : String(value)];
    });
    expect(actual).toEqual(told.map(([name, value]) => [name, value]));
    expect(told.length).toBeGreaterThan(5);
  });

  it('are read in one file only', () => {
    const readers = ['functions', 'shared']
      .flatMap((top) => filesBelow(top))
      .filter((file) => /process\.env/.test(readFileSync(file, 'utf8')));
    expect(readers.sort()).toEqual(['functions/startup.ts', 'shared/config.ts', 'shared/services.ts']);
  });
});

describe('errors', () => {
  const rows = ['## Answers of the API', '## Conditions of work in the background'].flatMap((heading) =>
    tableBelow(readFileSync('shared/errors.md', 'utf8'), heading),
  );

  it('are all explained in errors.md, and nothing else is', () => {
    expect(firstCells(rows).sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it('have the status and the chance of success that errors.md tells', () => {
    const codes = Object.keys(errorCodes) as (keyof typeof errorCodes)[];
    const told = Object.fromEntries(rows.map(([code = '', status, again]) => [code, [status, again]]));
    const actual = Object.fromEntries(
      codes.map((code) => [code, [String(statusOf[code]), errorCodes[code].retryable ? 'yes' : 'no']]),
    );
    expect(actual).toEqual(told);
  });
});

describe('readiness', () => {
  it('has codes that readiness.md explains with what follows from them, and no others', () => {
    const rows = tableBelow(readFileSync('shared/readiness.md', 'utf8'), '## Codes');
    const told = rows.map(([code, canOrder, nextAction]) => [code, canOrder, nextAction]);
    const actual = new Map(
      [
        ...statuses.map((status) => readiness({ status })),
        readiness({ status: 'required', cannotAcceptDirectly: true }),
        readiness({ status: 'accepted', orderRefusedAt: new Date() }),
      ].map(({ code, canOrder, nextAction }) => [code, [code, String(canOrder), nextAction]]),
    );
    expect(told.sort()).toEqual([...actual.values()].sort());
    expect([...actual.keys()].sort()).toEqual([...readinessCodes].sort());
  });
});

describe('the connection', () => {
  it('has conditions that connection.md explains with their state, and no others', () => {
    const rows = tableBelow(readFileSync('shared/connection.md', 'utf8'), '## Conditions');
    const plain = (text: string | null) => text?.replaceAll('`', '') ?? '';
    const actual = Object.entries(conditions).map(([name, { state, meaning, fix }]) => [
      ...[name, state, plain(meaning), plain(fix)],
    ]);
    expect(rows).toEqual(actual);
  });

  it('has parts that connection.md lists, and no others', () => {
    const rows = tableBelow(readFileSync('shared/connection.md', 'utf8'), '## Parts');
    expect(firstCells(rows)).toEqual(connectionProbes.map(({ name }) => name));
  });
});

describe('metrics', () => {
  it('are all explained in metrics.md with their kind, and nothing else is', () => {
    const rows = tableBelow(readFileSync('shared/metrics.md', 'utf8'), '## Names');
    const told = Object.fromEntries(rows.map(([name = '', kind]) => [name, kind]));
    expect(told).toEqual(metrics);
  });

  it('have their spans explained there too', () => {
    const rows = tableBelow(readFileSync('shared/metrics.md', 'utf8'), '## Spans');
    expect(firstCells(rows)).toEqual([...spans]);
  });
});

describe('the deployable package', () => {
  let outDir: string;
  let registrations: readonly Registration[];

  beforeAll(async () => {
    outDir = await keptPackage();
    const given = localSettings(portsFrom(7071), 'UseDevelopmentStorage=true', localSecrets(undefined));
    registrations = await readRegistrations(outDir, given);
  });

  it('registers what the functions page tells, and nothing else', () => {
    const told = tableBelow(functionsPage, '## Triggers').map(
      ([name, trigger]) => `${name ?? ''}: ${trigger ?? ''}`,
    );
    expect(registrations.map(inWords).sort()).toEqual(told.sort());
  });

  it('has no literal beside a parameter: the host matches in the order of names, not by what fits best', () => {
    const routes = registrations.flatMap(({ name, route, methods }) =>
      route === undefined ? [] : [{ name, methods, segments: route.split('/') }],
    );
    const isParameter = (segment: string) => segment.startsWith('{');
    const ambiguous = routes.flatMap((one) =>
      routes
        .filter((two) => one.name < two.name && one.segments.length === two.segments.length)
        .filter((two) => one.methods?.some((method) => two.methods?.includes(method)))
        .filter((two) =>
          one.segments.every((segment, at) => {
            const other = two.segments[at] ?? '';
            return segment === other || isParameter(segment) || isParameter(other);
          }),
        )
        // The root alone: its parameter holds no character. What is asked last takes nothing from others.
        .filter((two) => ![one, two].some(({ name }) => ['openRoot', 'zRefuseUnknown'].includes(name)))
        .map((two) => `${one.name} and ${two.name}`),
    );
    expect(ambiguous).toEqual([]);
  });

  it('answers each route by its own function, as the host asks them in the order of their names', () => {
    const routes = registrations
      .flatMap(({ name, route, methods }) =>
        route === undefined ? [] : [{ name, methods: methods ?? [], route, ...compileRoute(route) }],
      )
      .sort((one, two) => (one.name.toLowerCase() < two.name.toLowerCase() ? -1 : 1));
    expect(routes.at(-1)?.name).toBe('zRefuseUnknown');
    const answering = (path: string, method: string) =>
      routes.find(({ methods, match }) => methods.includes(method) && match(path) !== undefined)?.name;
    const wrong = routes.flatMap(({ name, route, methods }) => {
      const path = `/${route.replace(/\{root[^}]*\}/, '').replace(/\{[^}]*\}/g, 'x')}`;
      return methods
        .filter((method) => answering(path, method) !== name)
        .map((method) => `${method} ${path}`);
    });
    expect(wrong).toEqual([]);
    expect(answering('/api/v1/nothing', 'GET')).toBe('zRefuseUnknown');
    expect(answering('/api/v1/customers', 'DELETE')).toBe('zRefuseUnknown');
  });

  it('tells the methods of each path below /api by the routes that it has', () => {
    const told = apiRoutes().flatMap(({ route, methods }) =>
      methods.map((method) => `${method} api/${route}`),
    );
    const actual = registrations
      .filter(({ name, route }) => route?.startsWith('api/') && name !== 'zRefuseUnknown')
      .flatMap(({ route, methods = [] }) => methods.map((method) => `${method} ${String(route)}`));
    expect(told.sort()).toEqual(actual.sort());
  });

  it('registers one function per file, of the same name', () => {
    const files = filesBelow('functions')
      .map((file) => basename(file, '.ts'))
      .filter((name) => name !== 'startup');
    expect(registrations.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  it('listens to every queue', () => {
    const heard = registrations.flatMap(({ queueName }) => (queueName ? [queueName] : []));
    expect(heard.sort()).toEqual(Object.values(queues).sort());
  });

  it('holds the bundle, its lazy parts and two descriptions, no more', () => {
    expect(readdirSync(outDir).sort()).toEqual([
      'adapters.cjs',
      'csv.cjs',
      'email.cjs',
      'errors.cjs',
      'host.json',
      'identity.cjs',
      'index.cjs',
      'package.json',
      'portal',
      'shapes.cjs',
      'storage.cjs',
      'views.cjs',
    ]);
    expect(statSync(join(outDir, 'index.cjs')).size).toBeLessThan(700_000);
  });

  it('has every adapter that is read late: no two of them give the same name', async () => {
    const paths = ['shared/services.ts', ...filesBelow('shared/composition')]
      .map((file) => readFileSync(file, 'utf8'))
      .flatMap((source) => [...source.matchAll(/import\('\.{1,2}\/(adapters\/[^']+)'\)/g)])
      .map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(20);
    const inFile = createRequire(import.meta.url)(join(outDir, 'adapters.cjs')) as object;
    for (const path of paths) {
      const names = Object.keys((await import(new URL(`../shared/${path}`, import.meta.url).href)) as object);
      expect([path, names.filter((name) => !(name in inFile))]).toEqual([path, []]);
    }
  });

  it('refuses to load with wrong settings, and names each of them but no value', async () => {
    const loading = readRegistrations(outDir, { PUBLIC_URL: 'not-a-url-42', SIGNING_KEY: 'c2hvcnQ=' });
    // Begins with the app's own text: functions were registered before, or Azure would start without any.
    await expect(loading).rejects.toThrow(
      /^These settings are wrong:[\s\S]*PUBLIC_URL[\s\S]*PARTNER_TENANT_ID[\s\S]*SIGNING_KEY/,
    );
    await expect(loading).rejects.not.toThrow(/not-a-url-42|c2hvcnQ/);
  });
});

function inWords({ name, triggerType, methods, route, queueName, schedule }: Registration): string {
  if (triggerType === 'httpTrigger') {
    const path = `/${String(route)}`.replace(/^\/api\//, '');
    return `${name}: ${String(methods?.join(' '))} ${path}`;
  }
  return triggerType === 'queueTrigger'
    ? `${name}: queue ${String(queueName)}`
    : `${name}: timer ${String(schedule)}`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith('.ts'));
}
