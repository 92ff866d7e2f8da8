import { buildPackage } from './build.ts';
import { kept } from './kept.ts';

/** The folder of the deployable package, built anew only when something that goes into it has changed. Not to be written to. */
export function keptPackage(): Promise<string> {
  return kept({
    name: 'package',
    sources: ['functions', 'shared', 'infra/build', 'host.json', 'package.json', 'package-lock.json'],
    make: (outDir) => buildPackage({ outDir }),
  });
}
