import type { Customer, LinkContent } from '../../../client/operations.ts';
import { openWay } from './actions.ts';

/** The texts of links made in this tab: the API tells them in the answer to the command alone. */
const contents = new Map<string, LinkContent & { readonly url: string | null }>();

export function keepContent(id: string, url: string | null, content: LinkContent): void {
  contents.set(id, { ...content, url });
}

/** The texts that go with the present link of a customer, where they are known. */
export function useContent(customer: Customer): (LinkContent & { readonly url: string | null }) | undefined {
  const way = openWay(customer);
  return way && contents.get(way.id);
}
