import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runChecks } from '../../../infra/build/runChecks.ts';

const node = (code: string) => ({ name: code, command: ['node', '-e', code] });
/** Stands for vitest: writes its report where it is told, and ends with an exit code. */
const vitest = (numPassedTests: number, numFailedTests: number, exitCode: number) => {
  const report = JSON.stringify({ numPassedTests, numFailedTests });
  const code = `require('fs').writeFileSync(process.argv.at(-1).split('=')[1], '${report}');process.exit(${String(exitCode)})`;
  return { name: 'tests', command: ['node', '-e', code, '--'] };
};
const good = node('console.log("fine")');
const bad = node('process.exit(1)');

test('a step counts as one, and tests count one by one', async () => {
  const printed: string[] = [];
  const print = (text: string) => void printed.push(text);
  expect(await runChecks([good, bad, good], vitest(7, 2, 1), print)).toEqual({ passed: 9, failed: 3 });
  expect(printed.join('\n')).toMatch(/== process\.exit\(1\): FAILED in [\d.]+ s/);
  expect(printed.join('\n')).toMatch(/fine/);
});

test.each([
  ['fails as a whole', vitest(7, 0, 1)],
  ['leaves no report', { name: 'tests', command: [...good.command, '--'] }],
  ['can not be started', { name: 'tests', command: ['no-such-program'] }],
])('a test run that %s is a failure', async (_what, tests) => {
  expect((await runChecks([good], tests, () => undefined)).failed).toBe(1);
});

test('a step that can not be started is a failure', async () => {
  const missing = { name: 'missing', command: ['no-such-program'] };
  const counts = await runChecks([missing], vitest(1, 0, 0), () => undefined);
  expect(counts).toEqual({ passed: 1, failed: 1 });
});

test.each(['.ci/run', '.github/workflows/ci.yml'])('%s runs the one list of steps, and no other', (file) => {
  const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
  const commands = text.match(/\bnpm (?:run(?: --silent)? [\w:]+|test\b|ci\b)/g);
  expect(commands?.map((one) => one.replace(' --silent', ''))).toEqual(
    ['npm run check', 'npm ci', 'npm run check'].slice(file === '.ci/run' ? 0 : 1),
  );
});

test('.ci/run names a folder outside the repository only behind a check that it is there', () => {
  const lines = readFileSync(new URL('../../../.ci/run', import.meta.url), 'utf8').split('\n');
  let isGuarded = false;
  for (const line of lines) {
    const guard = /^if \[ -d (\.\.\/\S+) \]; then$/.exec(line);
    if (guard) isGuarded = true;
    else if (line === 'fi') isGuarded = false;
    else if (/\.\.\/\w/.test(line)) expect([line, isGuarded]).toEqual([line, true]);
  }
});
