import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One step: its name in the report, and its command with arguments. */
export type Step = { readonly name: string; readonly command: readonly string[] };
export type Counts = { readonly passed: number; readonly failed: number };

/** A step uses one core most of the time. */
const stepsAtOnce = 2;

/**
 * Runs steps that need nothing of each other, two at a time, then the tests. A step counts as one; tests count
 * one by one, by vitest's JSON report, which goes to the file in `--outputFile.json=`.
 */
export async function runChecks(
  steps: readonly Step[],
  tests: Step,
  print: (text: string) => void,
): Promise<Counts> {
  const passes = await runTwoAtATime(steps, print);
  print(`\n== ${tests.name}`);
  const counts = await runTests(tests);
  const passed = passes.filter(Boolean).length;
  return { passed: passed + counts.passed, failed: passes.length - passed + counts.failed };
}

/** The output of a step is printed in one piece when the step ends. */
async function runTwoAtATime(steps: readonly Step[], print: (text: string) => void): Promise<boolean[]> {
  const waiting = [...steps];
  const passes: boolean[] = [];
  const lane = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const startedAt = performance.now();
      const { code, output } = await run(step.command, 'pipe');
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      print(`\n== ${step.name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n${output.trimEnd()}`);
      passes.push(code === 0);
    }
  };
  await Promise.all(Array.from({ length: stepsAtOnce }, lane));
  return passes;
}

/** A run that fails as a whole, or leaves no report, counts as one failure at least. */
async function runTests({ command }: Step): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'checks-'));
  const report = join(folder, 'tests.json');
  try {
    const { code } = await run([...command, `--outputFile.json=${report}`], 'inherit');
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(await readFile(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(
  [program = '', ...args]: readonly string[],
  stdio: 'pipe' | 'inherit',
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, { stdio: ['ignore', stdio, stdio] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => (output += String(chunk)));
  }
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ code: 1, output: message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
