import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  applySettings,
  findConnectionString,
  isDisabled,
  resolveSettings,
} from '../../../../infra/local/host/settings.ts';

test('%NAME% is replaced by the setting, and a missing one is named', () => {
  expect(resolveSettings('%A%-x-%B%', { A: '1', B: '2' })).toBe('1-x-2');
  expect(() => resolveSettings('%C%', {})).toThrow('the setting C');
});

test('a connection is found as AzureWebJobs<name> first, then by its name', () => {
  const settings = {
    Data: 'plain',
    AzureWebJobsOther: 'prefixed',
    AzureWebJobsStorage: 'host',
    NAME: 'Data',
  };
  expect(findConnectionString('Data', settings)).toBe('plain');
  expect(findConnectionString('Other', settings)).toBe('prefixed');
  expect(findConnectionString('Data', { ...settings, AzureWebJobsData: 'prefixed' })).toBe('prefixed');
  expect(findConnectionString(undefined, settings)).toBe('host');
  expect(findConnectionString('%NAME%', settings)).toBe('plain');
  expect(() => findConnectionString('Missing', settings)).toThrow('set Missing or AzureWebJobsMissing');
});

test('a function is disabled by true or 1, in either spelling of the setting', () => {
  expect(isDisabled('work', { 'AzureWebJobs.work.Disabled': 'True' })).toBe(true);
  expect(isDisabled('work', { AzureWebJobs_work_Disabled: '1' })).toBe(true);
  expect(isDisabled('work', { 'AzureWebJobs.work.Disabled': 'false' })).toBe(false);
  expect(isDisabled('work', { 'AzureWebJobs.other.Disabled': 'true' })).toBe(false);
});

test('given settings win over the environment, which wins over local.settings.json', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'settings-'));
  const values = { T_GIVEN: 'file', T_ENVIRONMENT: 'file', T_FILE: 'file' };
  await writeFile(join(folder, 'local.settings.json'), JSON.stringify({ Values: values }));
  process.env.T_ENVIRONMENT = 'environment';
  process.env.T_GIVEN = 'environment';
  const seen = () => [process.env.T_GIVEN, process.env.T_ENVIRONMENT, process.env.T_FILE];

  const restore = applySettings(folder, { T_GIVEN: 'given' });
  expect(seen()).toEqual(['given', 'environment', 'file']);
  restore();
  expect(seen()).toEqual(['environment', 'environment', undefined]);
  delete process.env.T_ENVIRONMENT;
  delete process.env.T_GIVEN;
  await rm(folder, { recursive: true });
});
