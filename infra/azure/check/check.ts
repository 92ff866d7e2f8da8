import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBicep, type Finding } from './bicep.ts';
import { checkLiterals } from './checkLiterals.ts';
import { findCompiler } from './compiler.ts';
import { sampleVariables, snapshotVariables } from './sampleVariables.ts';
import { findSyntaxErrors } from './syntax.ts';

const azureDir = fileURLToPath(new URL('..', import.meta.url));

/** What was checked and with what; no findings means success. */
export type CheckResult = { readonly checkedWith: string; readonly findings: readonly Finding[] };

/** Each is deployed by itself; modules are compiled with them. */
const templates = '*.bicep';
/** Alternatives in braces match nothing, silently (tried). */
const everything = '**/*.bicep*';
/** What each environment would be, fully worked out: an unintended change shows in a diff. */
const snapshotsDir = 'snapshots';
/** Its types come from a registry, which an offline check does not ask; so only its syntax is checked. */
const extensionDir = 'entra';

/** Checks all Bicep below a folder. With `fix`, files are formatted there and the snapshots are written anew. */
export async function checkBicep({
  dir = azureDir,
  fix = false,
  snapshots = Object.keys(snapshotVariables),
} = {}): Promise<CheckResult> {
  const compiler = await findCompiler();
  if ('missing' in compiler) {
    const checkedWith = `tree-sitter-bicep, syntax of templates only: ${compiler.missing}`;
    return { checkedWith, findings: await syntaxOf(dir, '') };
  }
  const { command, source } = compiler;
  const findings = [
    ...(await compile(command, { dir, fix, snapshots })),
    ...(await syntaxOf(dir, extensionDir)),
  ];
  const distinct = new Map(findings.map((finding) => [finding.text, finding]));
  const checkedWith = `${source}; ${extensionDir}/ by tree-sitter-bicep, syntax only`;
  return { checkedWith, findings: [...distinct.values()] };
}

type Wish = { readonly dir: string; readonly fix: boolean; readonly snapshots: readonly string[] };

async function compile(command: string, { dir, fix, snapshots }: Wish): Promise<Finding[]> {
  if (fix) {
    await createBicep(command, dir).format(everything);
  }
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-bicep-')));
  try {
    cpSync(dir, copy, { recursive: true });
    const bicep = createBicep(command, copy);
    return [
      ...(await bicep.build(templates)),
      ...(await bicep.lint(templates)),
      ...(await bicep.buildParameters('*.bicepparam')),
      ...(await compareSnapshots(command, { dir, copy, fix, snapshots })),
      ...(await checkLiterals(command, { dir, snapshots })),
      ...(await bicep.format(everything)),
      ...bicepFiles(dir)
        .filter((file) => readFileSync(join(dir, file), 'utf8') !== readFileSync(join(copy, file), 'utf8'))
        .map((file): Finding => ({
          severity: 'error',
          text: `${file} is not formatted: npm run infra:check -- --fix`,
        })),
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** A difference would be told resource by resource, over pages; git tells it better. */
async function compareSnapshots(
  command: string,
  { dir, copy, fix, snapshots }: Wish & { readonly copy: string },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of snapshots) {
    const variables = snapshotVariables[name];
    const bicep = createBicep(command, copy, { ...sampleVariables, ...variables });
    findings.push(...(await bicep.snapshot('main.bicepparam')));
    const made = join(copy, 'main.snapshot.json');
    const kept = join(dir, snapshotsDir, `${name}.json`);
    const text = existsSync(made) ? inOrder(readFileSync(made, 'utf8')) : '';
    if (fix) {
      mkdirSync(join(dir, snapshotsDir), { recursive: true });
      await writeFile(kept, text);
    } else if (!existsSync(kept) || readFileSync(kept, 'utf8') !== text) {
      findings.push({
        severity: 'error',
        text: `${snapshotsDir}/${name}.json is old: npm run infra:check -- --fix, then read its diff`,
      });
    }
  }
  return findings;
}

/** The compiler gives members in another order at each run (tried, 0.49.2). */
function inOrder(json: string): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [key, sorted(one)]),
    );
  };
  return `${JSON.stringify(sorted(JSON.parse(json)), null, 2)}\n`;
}

async function syntaxOf(dir: string, below: string): Promise<Finding[]> {
  const files = bicepFiles(dir).filter((file) => file.startsWith(below) && file.endsWith('.bicep'));
  const found: Finding[] = [];
  for (const file of files) {
    const errors = await findSyntaxErrors(join(dir, file));
    found.push(...errors.map((text): Finding => ({ severity: 'error', text: `${file}:${text}` })));
  }
  return found;
}

function bicepFiles(dir: string): string[] {
  const all = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  return all.filter((file) => /\.bicep(param)?$/.test(file)).sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { checkedWith, findings } = await checkBicep({ fix: process.argv.includes('--fix') });
  console.log(`Bicep checked with ${checkedWith}`);
  for (const { text } of findings) console.log(`infra/azure/${text}`);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  console.log(`${String(errors)} errors, ${String(findings.length - errors)} warnings`);
  // There is no warning we live with: bicepconfig.json names what is off, and why.
  process.exit(findings.length > 0 ? 1 : 0);
}
