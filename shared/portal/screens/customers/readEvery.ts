import type { Customer, Operations } from '../../../client/operations.ts';
import { call } from '../../api/call.ts';

const pageSize = 200;

/** All customers that fit, page by page. @throws {Problem} */
export async function readEvery(
  query: Operations['listCustomers']['query'],
  options: { readonly signal: AbortSignal; readonly onRead: (count: number) => void; readonly most?: number },
): Promise<readonly Customer[]> {
  const { signal, onRead, most = Infinity } = options;
  const found = new Map<string, Customer>();
  let token: string | undefined;
  do {
    const more = token === undefined ? {} : { continuationToken: token };
    const page = await call('listCustomers', { query: { ...query, pageSize, ...more } }, { signal });
    for (const one of page.items) found.set(one.customerTenantId, one);
    onRead(found.size);
    token = page.continuationToken ?? undefined;
  } while (token !== undefined && found.size < most);
  return [...found.values()].slice(0, most);
}
