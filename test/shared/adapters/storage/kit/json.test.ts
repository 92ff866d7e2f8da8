import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromJson } from '../../../../../shared/adapters/storage/kit/json.ts';

/** The instant at hand, a setting, and the ends of a pause that is read from columns. */
const neverStored = ['now', 'reacceptanceCutoff', 'since', 'until'];

/** All that the domain's types name an instant and stores, or might. */
function namedInstants(): string[] {
  const domain = new URL('../../../../../shared/domain/', import.meta.url);
  const sources = readdirSync(domain, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(new URL(file, domain), 'utf8'));
  const names = sources.flatMap((source) => [...source.matchAll(/readonly (\w+)\??: (?:readonly )?Date\b/g)]);
  return [...new Set(names.map(([, name = '']) => name))].filter((name) => !neverStored.includes(name));
}

describe('JSON in tables', () => {
  it('gives every instant of the domain back as a date', () => {
    const instant = new Date('2026-02-28T00:00:00Z');
    const names = namedInstants();
    expect(names.length).toBeGreaterThan(30);
    const stored = Object.fromEntries(names.map((name) => [name, instant]));
    expect(fromJson(JSON.stringify(stored))).toEqual(stored);
  });

  it('leaves other texts alone, also those that look like an instant', () => {
    const stored = { note: '2026-02-28T00:00:00.000Z', until2: 'x', at: [new Date(0)] };
    expect(fromJson(JSON.stringify(stored))).toEqual(stored);
  });
});
