import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateClient } from '../../../infra/build/client.ts';

it('finds the committed client as it would be generated now (else: npm run client)', async () => {
  expect(readFileSync('shared/client/operations.ts', 'utf8')).toBe(await generateClient());
});
