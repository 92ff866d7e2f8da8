import { isDeepStrictEqual } from 'node:util';

/** One member of a JSON answer by its path, `invitation.url`; undefined where it ends early. */
export function member(json: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | null | undefined)?.[name], json);
}

/** @throws {Error} saying what was expected and what came */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${what} should be ${JSON.stringify(expected)}, but is ${JSON.stringify(actual)}`);
}

/** @throws {Error} when it is not a text */
export function expectText(what: string, actual: unknown): string {
  if (typeof actual === 'string' && actual !== '') return actual;
  throw new Error(`${what} should be a text, but is ${JSON.stringify(actual)}`);
}
