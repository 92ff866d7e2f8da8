import type { Operation } from '../operation.ts';
import { operations } from './operations.ts';

const words: Readonly<Record<string, string>> = {
  health: 'Whether this installation works',
};

/** Calls belong to the thing that their route begins with. */
export function tagOf(route: string): string {
  return (route.split('/')[1] ?? '').replace(/\.json$/, '');
}

/** All of them, in the order of the alphabet. */
export const tags = [...new Set(Object.values<Operation>(operations).map(({ route }) => tagOf(route)))]
  .sort()
  .map((name) => ({ name, description: words[name] ?? `Calls below /v1/${name}` }));
