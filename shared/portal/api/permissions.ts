import type { Session } from '../../client/operations.ts';
import { call, type CallName } from './call.ts';
import { Problem } from './problem.ts';

let session: Session | undefined;

/** Asks who is signed in; undefined for a person without a role. @throws {Problem} */
export async function loadSession(): Promise<Session | undefined> {
  try {
    session = await call('getSession');
  } catch (failure) {
    if (!(failure instanceof Problem) || failure.status !== 403) throw failure;
    session = undefined;
  }
  return session;
}

/** Who is signed in, and what this installation is like. Known before the first screen. */
export function getSession(): Session {
  if (!session) throw new Error('There is no session yet');
  return session;
}

/** Whether the caller's role may make a call. What it may not do is not offered; the API stays the judge. */
export function may(name: CallName): boolean {
  return session?.operations.includes(name) ?? false;
}
