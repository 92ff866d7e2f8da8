import { expect, it } from 'vitest';
import { createKnownKeys } from '../../../shared/edge/knownKeys.ts';

it('refuses a key that was carried out for another request, and no repeat of the same', () => {
  const keys = createKnownKeys();
  const key = { id: 'caller and key', fingerprint: 'POST /customers/a/checks' };
  keys.refuseOther(key);
  keys.add(key);
  keys.refuseOther(key);
  expect(() => {
    keys.refuseOther({ ...key, fingerprint: 'POST /customers/b/checks' });
  }).toThrow(expect.objectContaining({ code: 'IDEMPOTENCY_KEY_REUSED' }));
});

it('remembers ten thousand keys and forgets the oldest', () => {
  const keys = createKnownKeys();
  for (let id = 0; id <= 10_000; id += 1) keys.add({ id: String(id), fingerprint: 'f' });
  keys.refuseOther({ id: '0', fingerprint: 'other' });
  expect(() => {
    keys.refuseOther({ id: '1', fingerprint: 'other' });
  }).toThrow();
});
