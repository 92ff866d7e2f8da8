import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Locked = { readonly engines?: { readonly node?: string }; readonly deprecated?: string };

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>;
};

/** Whether a range of versions has Node 20.19 in it, as far as packages write ranges. */
function admitsNode20(range: string): boolean {
  return range.split('||').some((part) => {
    const [, sign = '', major = ''] = /^\s*(>=|>|\^|~)?\s*v?(\d+|\*)/.exec(part) ?? [];
    return major === '*' || (sign.startsWith('>') ? Number(major) <= 20 : Number(major) === 20);
  });
}

it('installs without a warning on Node 20', () => {
  const warned = Object.entries(packages).filter(
    ([, { engines, deprecated }]) => deprecated !== undefined || !admitsNode20(engines?.node ?? '*'),
  );
  expect(warned.map(([name]) => name)).toEqual([]);
});
