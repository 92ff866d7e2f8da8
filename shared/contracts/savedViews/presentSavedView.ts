import type { SavedViewView } from './savedView.ts';

export function presentSavedView(
  view: Omit<SavedViewView, 'createdAt'> & { readonly createdAt: Date },
): SavedViewView {
  const { id, name, query, isShared, ownerId, createdAt } = view;
  return { id, name, query, isShared, ownerId, createdAt: createdAt.toISOString() };
}
