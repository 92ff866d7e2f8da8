import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What the hooks do in Azure, in the directory and in azd's environment. */
export type Commands = {
  /** `undefined` where there is nothing at that address. @throws {Error} with the words of Azure */
  read(url: string): Promise<unknown>;
  /** @throws {Error} with the words of Azure */
  write(method: 'patch' | 'post' | 'put', url: string, body: object, prefer?: string): Promise<void>;
  az(...args: string[]): Promise<unknown>;
  /** Kept in azd's environment, so that it is asked once. */
  setVariable(name: string, value: string): Promise<void>;
};

/** How `az rest` says 404, at Graph and at Azure's resource manager (third party). */
const notThere = /Not Found|NotFound|ResourceNotFound/;

/** What a program prints. @throws {Error} with what it says of its failure */
export type Run = (program: string, args: string[]) => Promise<string>;

/** `az` and `azd` of the PATH, without a shell. */
export function createCommands(run: Run = runProgram): Commands {
  const az = async (...args: string[]): Promise<unknown> => {
    const output = await run('az', [...args, '--output', 'json']);
    return output.trim() === '' ? undefined : JSON.parse(output);
  };
  return {
    az,
    async read(url) {
      try {
        return await az('rest', '--method', 'get', '--url', url);
      } catch (failure) {
        if (failure instanceof Error && notThere.test(failure.message)) return undefined;
        throw failure;
      }
    },
    write: (method, url, body, prefer) =>
      // A file of one's own: every user of the computer can see arguments, and the signing key goes this way.
      inFile(JSON.stringify(body), async (file) => {
        const headers = ['Content-Type=application/json', ...(prefer ? [`Prefer=${prefer}`] : [])];
        await az('rest', '--method', method, '--url', url, '--headers', ...headers, '--body', `@${file}`);
      }),
    setVariable: async (name, value) => {
      await run('azd', ['env', 'set', '--', name, value]);
    },
  };
}

async function runProgram(program: string, args: string[]): Promise<string> {
  try {
    return (await execute(program, args, { maxBuffer: 16 * 1024 * 1024 })).stdout;
  } catch (failure) {
    const { code, stderr } = failure as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') throw new Error(`${program} is not on the PATH.`, { cause: failure });
    const command = args.slice(
      0,
      args.findIndex((one) => one.startsWith('-')),
    );
    throw new Error(`${[program, ...command].join(' ')}: ${(stderr ?? '').trim()}`, { cause: failure });
  }
}

async function inFile(text: string, use: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
  try {
    const file = join(folder, 'body.json');
    await writeFile(file, text, { mode: 0o600 });
    await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
