// Runs as `az` or `azd`: what there is stays in the file that FAKE_AZURE names.
import { readFileSync, writeFileSync } from 'node:fs';
import { callFakeAzure, type FakeAzure } from './fakeAzure.ts';

const file = process.env['FAKE_AZURE'] ?? '';
const state = JSON.parse(readFileSync(file, 'utf8')) as FakeAzure;
const [program = '', ...args] = process.argv.slice(2);
try {
  const answer = callFakeAzure(state, program, args);
  if (answer !== undefined) process.stdout.write(JSON.stringify(answer));
} catch (failure) {
  process.stderr.write(failure instanceof Error ? failure.message : String(failure));
  process.exitCode = 1;
}
writeFileSync(file, JSON.stringify(state));
