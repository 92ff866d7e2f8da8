import { parseArgs } from 'node:util';
import { runChecks, type Step } from './runChecks.ts';

const script = (name: string): Step => ({ name, command: ['npm', 'run', '--silent', name] });

/** What a change has to pass, here and on every build machine. The longest steps come first. */
const steps = ['lint', 'demo', 'types', 'format:check', 'infra:check', 'build'].map(script);
const tests = {
  name: 'tests',
  command: ['npm', 'test', '--', '--reporter=default', '--reporter=json'],
};

const usage = `npm run check -- [--also <command>]...
  Lint, demo, types, format, Bicep, build and tests: all that a change has to pass. Ends with "N passed, N failed".
  --also   one more step, given as a command line; may be repeated`;

const { values } = parseArgs({
  options: {
    also: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
} else {
  const also = values.also.map((line) => ({ name: line, command: line.split(' ') }));
  const { passed, failed } = await runChecks([...steps, ...also], tests, console.log);
  console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
