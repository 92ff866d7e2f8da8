import { expect, test } from 'vitest';
import { longFiles } from './longestFirst.ts';
import { sortTests } from './sortTests.ts';

const { unit, servers, app, isolated } = sortTests('.');

test('a test is sorted by what it imports, however far away', () => {
  expect(unit).toContain('test/shared/domain/customers/invitation.test.ts');
  expect(servers).toContain('test/infra/local/entra/tokenEndpoint.test.ts');
  expect(servers).toContain('test/shared/adapters/storage/customers/agreements.test.ts');
  expect(app).toContain('test/journey/attest.test.ts');
  expect(isolated).toContain('test/shared/views/mail/rendering.test.ts');
});

test('every test is in exactly one of the groups', () => {
  const all = [...unit, ...servers, ...app, ...isolated];
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(200);
});

test('every file that is to run early is there', () => {
  const all = [...unit, ...servers, ...app, ...isolated];
  expect(Object.keys(longFiles).filter((file) => !all.includes(file))).toEqual([]);
});
