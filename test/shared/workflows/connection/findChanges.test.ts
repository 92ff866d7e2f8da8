import { expect, it } from 'vitest';
import type { ConditionName } from '../../../../shared/domain/connection/connection.ts';
import { createChangeFinder } from '../../../../shared/workflows/connection/findChanges.ts';

const seen = (condition: ConditionName, microsoft?: string) => ({
  probes: [{ name: 'userToken', condition, facts: microsoft === undefined ? {} : { microsoft } }],
});

it('a condition of the connection is told once, with its code, and again when either changes', () => {
  const find = createChangeFinder();
  expect(find(seen('signedIn'))).toEqual([]);
  const ended = { probe: 'userToken', condition: 'consentEnded', microsoft: 'invalid_grant AADSTS700082' };
  expect(find(seen('consentEnded', 'invalid_grant AADSTS700082'))).toEqual([ended]);
  expect(find(seen('consentEnded', 'invalid_grant AADSTS700082'))).toEqual([]);
  expect(find(seen('consentEnded', 'invalid_grant AADSTS50173'))).toHaveLength(1);
  expect(find(seen('signedIn'))).toEqual([{ probe: 'userToken', condition: 'signedIn', microsoft: null }]);
});

it('what is wrong at the first look is told', () => {
  expect(createChangeFinder()(seen('conditionalAccess', 'AADSTS53003'))).toHaveLength(1);
});
