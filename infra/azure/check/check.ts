import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBicep, type Finding } from './bicep.ts';
import { findCompiler } from './compiler.ts';
import { findSyntaxErrors } from './syntax.ts';

const azureDir = fileURLToPath(new URL('..', import.meta.url));

/** What was checked and with what; no findings is what everybody wants. */
export type CheckResult = { readonly checkedWith: string; readonly findings: readonly Finding[] };

/** Each is deployed by itself; modules are compiled with them. */
const templates = '*.bicep';
/** Alternatives in braces match nothing, silently (tried). */
const everything = '**/*.bicep*';
/** What prod would be, fully worked out: a change that nobody meant shows in its diff. */
const snapshotOf = 'main.prod.bicepparam';
/** Its types come from a registry, which an offline check does not ask; so only its syntax is checked. */
const extensionDir = 'entra';

/** Checks all Bicep below a folder. With `fix`, files are formatted there and the snapshot is written anew. */
export async function checkBicep({ dir = azureDir, fix = false } = {}): Promise<CheckResult> {
  const compiler = await findCompiler();
  if ('missing' in compiler) {
    const checkedWith = `tree-sitter-bicep, syntax of templates only: ${compiler.missing}`;
    return { checkedWith, findings: await syntaxOf(dir, '') };
  }
  const { command, source } = compiler;
  const findings = [...(await compile(command, dir, fix)), ...(await syntaxOf(dir, extensionDir))];
  const distinct = new Map(findings.map((finding) => [finding.text, finding]));
  const checkedWith = `${source}; ${extensionDir}/ by tree-sitter-bicep, syntax only`;
  return { checkedWith, findings: [...distinct.values()] };
}

async function compile(command: string, dir: string, fix: boolean): Promise<Finding[]> {
  if (fix) {
    const here = createBicep(command, dir);
    await here.format(everything);
    await here.snapshot(snapshotOf, 'overwrite');
  }
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-bicep-')));
  try {
    cpSync(dir, copy, { recursive: true });
    const bicep = createBicep(command, copy);
    return [
      ...(await bicep.build(templates)),
      ...(await bicep.lint(templates)),
      ...(await bicep.buildParameters('*.bicepparam')),
      ...(await bicep.snapshot(snapshotOf, 'validate')).map(explainSnapshot),
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

/** A difference is told resource by resource, over pages; git tells it better. */
function explainSnapshot(finding: Finding): Finding {
  if (!finding.text.startsWith('bicep snapshot')) return finding;
  const text = `the snapshot of ${snapshotOf} is old: npm run infra:check -- --fix, then read its diff`;
  return { severity: 'error', text };
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
