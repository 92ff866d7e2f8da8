import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeableTexts } from '../shared/views/mail/changeableTexts.ts';

const tops = ['.', 'functions', 'shared', 'infra', 'test', '.github'];
const documents = tops.flatMap((top) =>
  readdirSync(top, { recursive: top !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(top, name)),
);

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Relative links of a document that lead nowhere. */
function brokenLinks(document: string): string[] {
  const links = [...readFileSync(document, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
  return links
    .filter((to) => !/^(https?:|mailto:)/.test(to))
    .filter((to) => {
      const [path = '', anchor] = to.split('#');
      const file = path === '' ? document : join(dirname(document), path);
      if (!existsSync(file)) return true;
      return anchor !== undefined && file.endsWith('.md') && !anchorsIn(file).includes(anchor);
    });
}

describe('the documents', () => {
  it.each(documents)('have links that lead somewhere: %s', (document) => {
    expect(brokenLinks(document)).toEqual([]);
  });

  it('begin with a README of at most 150 lines', () => {
    expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(150);
  });

  it('list the texts of mails that a partner can change, with their placeholders', () => {
    const told = [...readFileSync('shared/mailTexts.md', 'utf8').matchAll(/^\| `([\w.]+)` +\| (.+?) +\|$/gm)];
    const actual = changeableTexts('en').map(({ key, placeholders }) => [
      key,
      placeholders.map((name) => `\`{$${name}}\``).join(', ') || '-',
    ]);
    expect(told.map(([, key, names]) => [key, names])).toEqual(actual);
  });

  it('draw flows with functions that exist', () => {
    const functions = readdirSync('functions', { recursive: true, encoding: 'utf8' }).map((file) =>
      basename(file, '.ts'),
    );
    const drawn = [
      ...readFileSync('shared/flows.md', 'utf8').matchAll(/participant \w+ as ([a-z]+[A-Z]\w+)$/gm),
    ];
    expect(drawn.length).toBeGreaterThan(5);
    expect(drawn.map(([, name = '']) => name).filter((name) => !functions.includes(name))).toEqual([]);
  });

  it('show each picture of the portal, and none is heavy', () => {
    const guide = readFileSync('shared/portal/guide.md', 'utf8') + readFileSync('README.md', 'utf8');
    const pictures = readdirSync('shared/portal/pictures');
    expect(pictures.filter((name) => !guide.includes(`pictures/${name})`))).toEqual([]);
    const sizes = pictures.map((name) => statSync(join('shared/portal/pictures', name)).size);
    expect(Math.max(...sizes)).toBeLessThan(60 * 1024);
  });

  it('name scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = documents
      .filter((file) => !file.startsWith('infra/decisions') && file !== 'CHANGELOG.md')
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name = '']) => name),
      );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('leave the registry of packages to npm: the lock file names no other host', () => {
    const lock = readFileSync('package-lock.json', 'utf8');
    const hosts = [...lock.matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map(([, host = '']) => host);
    expect(hosts.filter((host) => host !== 'registry.npmjs.org')).toEqual([]);
  });
});
