import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleVariables } from '../../../infra/azure/check/sampleVariables.ts';
import { costPerMonth, costTables, counted, scalingGroups } from '../../../infra/azure/cost.ts';
import { variablesOf } from '../../../infra/azure/deploy/readVariables.ts';
import { metrics } from '../../../shared/domain/metrics.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const readme = read('infra/azure/README.md');
const runbooks = read('infra/azure/runbooks.md');
const parameters = read('infra/azure/main.bicepparam');
const snapshot = read('infra/azure/snapshots/prod.json');
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

  it('names every alert, and each has its runbook, to which its description leads', () => {
    const names = matches(read('infra/azure/modules/alertRules.bicep'), /^ {4}name: '([\w-]+)'/gm);
    expect(names.length).toBe(counted.logAlerts);
    expect(names.filter((name) => !section('## Telemetry').includes(`\`${name}\``))).toEqual([]);
    for (const name of [...names, 'reports-dead-lettered']) {
      const text = runbooks.split(`\n## ${name}\n`)[1]?.split('\n## ')[0] ?? '';
      for (const part of ['Means', 'Look at', 'Do', 'Over when'])
        expect([name, text]).toEqual([name, expect.stringContaining(`- **${part}**: `)]);
    }
    expect(read('infra/azure/modules/alerts.bicep')).toContain('infra/azure/runbooks.md#${alert.name}');
    expect(read('infra/azure/modules/eventGrid.bicep')).toContain('runbooks.md#reports-dead-lettered');
  });

  it('has a runbook for each task of day two', () => {
    for (const task of [
      'Lost refresh token',
      'Throttling',
      'Partner agreement',
      'Rollback',
      'Rotate',
      'Restore',
    ])
      expect(runbooks).toContain(`\n## ${task}\n`);
  });

  it('can be read in an hour', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(201);
  });

  it('names every variable that is required, and those of the environment', () => {
    const told = matches(section('### Parameters').split('\nOutputs, ')[0] ?? '', /`([A-Z]\w+)`/g);
    const { required, optional } = variablesOf(parameters);
    const ofTheApp = [...parameters.matchAll(/^ {2}(\w+): /gm)].map(([, name]) => name);
    const ofTheEnvironment = optional.filter((name) => !ofTheApp.includes(name));
    expect(told).toEqual([...new Set([...required, ...ofTheEnvironment])].sort());
    expect([...required, ...optional]).toEqual(expect.arrayContaining(Object.keys(sampleVariables)));
  });

  it('names each output', () => {
    const outputs = matches(read('infra/azure/main.bicep'), /^output (\w+) /gm);
    const told = /\nOutputs, [\s\S]*?\n\n/.exec(readme)?.[0] ?? '';
    expect(matches(told, /`([A-Z_]+)`/g)).toEqual(outputs);
  });

  it('names each module', () => {
    const modules = matches(read('infra/azure/main.bicep'), /^module \w+ '\.\/modules\/(\w+)\.bicep'/gm);
    const told = section('## What it creates and why');
    expect(modules.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the cost script', () => {
  it('counts one group for all HTTP functions and one for every other, two instances each in three zones', () => {
    expect(scalingGroups()).toBeGreaterThanOrEqual(16);
    const size = { memoryGb: 0.5, privateNetworking: false };
    const { 'Always-ready instances': cost } = costPerMonth({ ...size, alwaysReady: 16 * 2 });
    // 16 groups, two instances of half a gigabyte, 730 hours.
    expect(cost).toBeCloseTo(168.19, 2);
  });

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
