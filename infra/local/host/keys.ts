import type { IncomingMessage } from 'node:http';
import type { AuthLevel } from './trigger.ts';

/** Keys by name: a function's name, `default` (opens all functions) or `_master` (opens everything). */
export type Keys = Readonly<Record<string, string>>;

/** Whether a request carries a key for this level. Without keys nothing is locked, as with `func start`. */
export function isKeyAccepted(
  request: IncomingMessage,
  url: URL,
  level: AuthLevel,
  functionName: string,
  keys: Keys | undefined,
): boolean {
  if (!keys || level === 'anonymous') return true;
  const given = [request.headers['x-functions-key'] ?? url.searchParams.get('code') ?? ''].flat()[0];
  const opening = level === 'admin' ? ['_master'] : [functionName, 'default', '_master'];
  return opening.some((name) => keys[name] !== undefined && keys[name] === given);
}
