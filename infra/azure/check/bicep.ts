import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sampleVariables } from './sampleVariables.ts';

const run = promisify(execFile);
const timeoutMs = 120_000;
const maxBytes = 32 * 1024 * 1024;

/** What the compiler says about a file, in its own words; paths are relative to the folder it worked in. */
export type Finding = { readonly severity: 'error' | 'warning'; readonly text: string };

/** Ids that exist nowhere; names in a snapshot depend on them. */
const invented = [
  ['--subscription-id', '00000000-0000-0000-0000-000000000001'],
  ['--tenant-id', '3b33e682-00c3-41ee-9dd2-a548adf56438'],
  ['--location', 'westeurope'],
].flat();

/**
 * The commands of a Bicep compiler that the check needs, all below one folder. Patterns let one process do many
 * files, which is most of the time it takes. What they write goes beside the sources: give it a copy. `given` are the
 * variables that parameter files read.
 */
export function createBicep(
  command: string,
  dir: string,
  given: Readonly<Record<string, string>> = sampleVariables,
) {
  async function bicep(...args: string[]): Promise<Finding[]> {
    const options = { cwd: dir, timeout: timeoutMs, maxBuffer: maxBytes, env: variables(given) };
    try {
      return findingsIn((await run(command, args, options)).stderr, dir);
    } catch (failure) {
      if (!(failure instanceof Error)) throw failure;
      const { stdout, stderr } = { stdout: '', stderr: '', ...failure };
      const findings = findingsIn(stderr, dir);
      if (findings.some(({ severity }) => severity === 'error')) return findings;
      const said = `${stderr}\n${stdout}`.trim().slice(0, 2000);
      return [
        ...findings,
        { severity: 'error', text: `bicep ${args.join(' ')}: ${said || failure.message}` },
      ];
    }
  }
  return {
    build: (pattern: string) => bicep('build', '--no-restore', '--pattern', pattern),
    lint: (pattern: string) => bicep('lint', '--no-restore', '--pattern', pattern),
    buildParameters: (pattern: string) => bicep('build-params', '--no-restore', '--pattern', pattern),
    format: (pattern: string) => bicep('format', '--pattern', pattern),
    snapshot: (file: string) => bicep('snapshot', file, '--mode', 'overwrite', ...invented),
  };
}

/** The partner's own values must not find their way into a snapshot, so only the sample's are passed on. */
function variables(given: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1', ...given };
}

/** Lines look like `file(line,column) : Error CODE: text [link]`. */
function findingsIn(stderr: string, dir: string): Finding[] {
  const lines = stderr.split('\n').filter((line) => /\) : (Error|Warning|Info) /.test(line));
  return lines.map((line) => ({
    severity: line.includes(') : Error ') ? 'error' : 'warning',
    text: line.trim().replace(`${dir}/`, ''),
  }));
}
