import type { Caller, Once, Outcome } from '../../domain/caller.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { SavedView, SavedViews } from '../ports/peoplePorts.ts';
import type { Needs } from '../ports/ports.ts';
import { keyReused } from '../idempotency.ts';
import { busy } from '../retryOnConflict.ts';

/** Of one person; more are not found again either. */
export const maxViews = 100;

type ViewNeeds = { readonly savedViews: SavedViews };

/** Those of the caller and the shared ones, by name. */
export async function listViews({ savedViews }: ViewNeeds, { id }: Pick<Caller, 'id'>): Promise<SavedView[]> {
  const seen = (await savedViews.list()).filter(({ ownerId, isShared }) => isShared || ownerId === id);
  return seen.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export type NewView = Pick<SavedView, 'name' | 'query' | 'isShared'>;

/**
 * Keeps a view. A repeat with the same Idempotency-Key finds the first one, since the key gives the id.
 * @throws {AgreementError} `TOO_MANY_VIEWS` · `IDEMPOTENCY_KEY_REUSED`
 */
export async function createView(
  needs: ViewNeeds & Pick<Needs, 'clock' | 'newId' | 'stableId'>,
  wanted: NewView,
  { ownerId, once }: { readonly ownerId: string; readonly once: Once<SavedView> | undefined },
): Promise<Outcome<SavedView>> {
  const { savedViews, clock } = needs;
  const id = once ? needs.stableId('view', once.id) : needs.newId();
  const known = once && (await savedViews.find(id));
  if (known && known.mark !== once.fingerprint) throw keyReused();
  if (known) return { kind: 'replayed', answer: once.answer(known.view) };
  const own = (await savedViews.list()).filter((view) => view.ownerId === ownerId);
  if (own.length >= maxViews) {
    const text = `You keep ${String(maxViews)} views already. Delete one first.`;
    throw new AgreementError('TOO_MANY_VIEWS', text);
  }
  const view: SavedView = { id, ...wanted, ownerId, createdAt: clock.now() };
  if ((await savedViews.create(view, once?.fingerprint ?? '')) === 'created') {
    return { kind: 'changed', record: view };
  }
  throw busy('The same request is under way. Try again.');
}

/**
 * Removes a view of one's own; an Admin agent also a shared one. What the caller does not see does not exist for them.
 * @throws {AgreementError} `VIEW_NOT_FOUND` · `ROLE_NOT_ALLOWED`
 */
export async function removeView(
  { savedViews }: ViewNeeds,
  id: string,
  caller: Pick<Caller, 'id' | 'roles'>,
): Promise<void> {
  const view = (await savedViews.find(id))?.view;
  const isOwn = view?.ownerId === caller.id;
  if (!view || (!isOwn && !view.isShared)) {
    throw new AgreementError('VIEW_NOT_FOUND', 'There is no view with this id.');
  }
  if (!isOwn && !caller.roles.includes('AdminAgent')) {
    throw new AgreementError('ROLE_NOT_ALLOWED', 'A shared view is deleted by its owner or an Admin agent.');
  }
  await savedViews.remove(id);
}
