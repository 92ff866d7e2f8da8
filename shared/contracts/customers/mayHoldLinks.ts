import type { Caller } from '../../domain/caller.ts';

/** A link to an invitation acts: who has it can decline. Viewers only look, so they get none. */
export function mayHoldLinks({ roles }: Pick<Caller, 'roles'>): boolean {
  return roles.some((role) => role !== 'Viewer');
}
