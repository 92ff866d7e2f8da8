import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleVariables } from '../../../infra/azure/check/sampleVariables.ts';
import { costTables, counted } from '../../../infra/azure/cost.ts';
import { metrics } from '../../../shared/domain/metrics.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const readme = read('infra/azure/README.md');
const snapshot = read('infra/azure/main.prod.snapshot.json');
const section = (heading: string): string => readme.split(`\n${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';
const firstCells = (text: string): string[] =>
  [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = '']) => cell);
const matches = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort();

describe('the README of infra/azure', () => {
  it('quotes what the cost script computes', () => {
    expect(readme).toContain(costTables());
  });

  it('names every metric of the code, and no other', () => {
    expect(firstCells(section('## Telemetry')).sort()).toEqual(Object.keys(metrics).sort());
  });

  it('names every alert', () => {
    const names = matches(read('infra/azure/modules/alertRules.bicep'), /^ {4}name: '([\w-]+)'/gm);
    expect(names.length).toBe(counted.logAlerts);
    expect(names.filter((name) => !section('## Telemetry').includes(`\`${name}\``))).toEqual([]);
  });

  it('names every variable that the parameter files read, and no other', () => {
    const asked = matches(
      ['main', 'main.dev', 'main.test', 'main.prod']
        .map((name) => read(`infra/azure/${name}.bicepparam`))
        .join('\n'),
      /readEnvironmentVariable\('(\w+)'/g,
    );
    expect(matches(section('### Parameters'), /`([A-Z]\w+)`/g)).toEqual(asked);
    expect(asked).toEqual(expect.arrayContaining(Object.keys(sampleVariables)));
  });

  it('names each module', () => {
    const modules = matches(read('infra/azure/main.bicep'), /^module \w+ '\.\/modules\/(\w+)\.bicep'/gm);
    const told = section('## What it creates and why');
    expect(modules.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the workflows', () => {
  it('give every variable of prod to the deployment', () => {
    const asked = matches(read('infra/azure/main.prod.bicepparam'), /readEnvironmentVariable\('(\w+)'/g);
    const given = matches(read('.github/workflows/environment.yml'), /^ {6}([A-Z]\w+): /gm);
    expect(given).toEqual(asked);
  });

  it('hold no secret', () => {
    const all = ['ci', 'deploy', 'environment']
      .map((name) => read(`.github/workflows/${name}.yml`))
      .join('\n');
    expect(all).not.toMatch(/secrets\./);
  });
});

describe('the cost script', () => {
  it('counts what is deployed', () => {
    const inProd = (type: string): number => snapshot.split(`"type": "${type}"`).length - 1;
    expect(inProd('Microsoft.Insights/scheduledQueryRules')).toBe(counted.logAlerts);
    expect(inProd('Microsoft.Insights/metricAlerts')).toBe(counted.metricAlerts);
    const network = read('infra/azure/modules/network.bicep');
    expect(matches(network, /account: place\.names\.(\w+), service/g).length).toBeGreaterThan(0);
    expect(network.match(/\{ account: /g)?.length).toBe(counted.privateEndpoints);
    expect(network.match(/var services = \[([^\]]*)\]/)?.[1]?.split(',').length).toBe(counted.privateZones);
  });

  it('reckons with the sizes that are deployed', () => {
    const sizes = read('infra/azure/environments.bicep');
    expect(matches(sizes, /instanceMemoryMB: (\d+)/g)).toEqual(['512']);
    expect([...sizes.matchAll(/alwaysReadyHttp: (\d+)/g)].map(([, count]) => count)).toEqual(['0', '0', '1']);
  });
});
