import { expect, it } from 'vitest';
import { printDiagnosis } from '../../../infra/connection/printDiagnosis.ts';

it('prints each part, its facts, and what mends it', () => {
  const sound = {
    name: 'storage',
    state: 'ok',
    condition: 'storageWorks',
    meaning: 'It answers.',
    fix: null,
    facts: {},
  };
  const broken = {
    name: 'userToken',
    state: 'fail',
    condition: 'consentEnded',
    meaning: 'It ended.',
    fix: 'Sign in.',
    facts: { daysLeft: 0 },
  };
  expect(printDiagnosis({ state: 'fail', probes: [sound, broken] })).toEqual([
    'ok    storage    It answers.',
    'fail  userToken  It ended.',
    '                 daysLeft 0',
    '                 What to do: Sign in.',
    '',
    'All in all: fail',
  ]);
});
