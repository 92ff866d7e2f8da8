import { expect, it } from 'vitest';
import { decideRetry } from '../../../../shared/adapters/partnerCenter/retry.ts';

it.each([
  [{ kind: 'tokenRejected' }, 1, 'again'],
  [{ kind: 'tokenRejected' }, 2, 'giveUp'],
  [{ kind: 'throttled', retryAfterMs: 0 }, 1, 'giveUp'],
  [{ kind: 'unavailable' }, 1, 'giveUp'],
  [{ kind: 'requestRefused' }, 1, 'giveUp'],
  [{ kind: 'refusal', refusal: 'tokenWithoutMfa' }, 1, 'giveUp'],
  [{ kind: 'refusal', refusal: 'accessDenied' }, 1, 'giveUp'],
] as const)('%j in attempt %i: %s', (meaning, attempt, decision) => {
  expect(decideRetry(meaning, attempt)).toBe(decision);
});
