import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBicep, type Finding } from './bicep.ts';
import { writeLiterals, type Snapshot } from './literals.ts';

/** The style of what nobody reads is of no interest; what the types say is. */
const typesOnly = JSON.stringify({ analyzers: { core: { enabled: false } } });

/** Holds every resource and property of the kept snapshots to Microsoft's types, with the values that Azure would get. */
export async function checkLiterals(
  command: string,
  { dir, snapshots }: { readonly dir: string; readonly snapshots: readonly string[] },
): Promise<Finding[]> {
  if (snapshots.length === 0) return [];
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-literals-')));
  try {
    writeFileSync(join(place, 'bicepconfig.json'), typesOnly);
    for (const name of snapshots) {
      const snapshot = JSON.parse(readFileSync(join(dir, 'snapshots', `${name}.json`), 'utf8')) as Snapshot;
      for (const [scope, text] of Object.entries(writeLiterals(snapshot))) {
        writeFileSync(join(place, `${name}.${scope}.bicep`), text);
      }
    }
    const findings = await createBicep(command, place).build('*.bicep');
    return findings.map((one) => ({ ...one, text: inSnapshot(one.text, place) }));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** `prod.resourceGroup.bicep(12,3) : …` with the line that it is about, since the file itself is gone then. */
function inSnapshot(text: string, place: string): string {
  const [, file = '', line = '', said = ''] = /^(\S+?\.bicep)\((\d+),\d+\) : (.*)$/.exec(text) ?? [];
  if (file === '') return text;
  const [name = ''] = file.split('.');
  const about = readFileSync(join(place, file), 'utf8').split('\n')[Number(line) - 1] ?? '';
  return `snapshots/${name}.json, ${about.trim()}: ${said}`;
}
