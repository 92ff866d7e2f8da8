import type { Caller } from '../../domain/caller.ts';

/** A link to an invitation acts: it is enough to decline. Viewers only read, so they get none. */
export function mayHoldLinks({ roles }: Pick<Caller, 'roles'>): boolean {
  return roles.some((role) => role !== 'Viewer');
}
