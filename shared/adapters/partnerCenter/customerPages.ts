import * as z from 'zod';
import { comparableDomain } from '../../domain/domainForms.ts';
import { AgreementError } from '../../domain/errors.ts';
import type { PartnerCenter } from '../../workflows/ports/partnerCenterPorts.ts';
import type { PartnerCenterClient } from './client.ts';
import { denied, untold } from './denied.ts';
import { customerList, listedCustomer, type CustomerList, type ListedCustomer } from './responses.ts';
import { isWord } from './answers/wire.ts';
import { readResellers } from './relationships.ts';
import { tokenModes, type TokenMode } from './tokens/tokenModes.ts';

/** Largest page that the documentation works with. */
const pageSize = 500;

/** One page of the customer list; a position is enough to continue, also in another process. */
export async function readCustomerPage(
  client: PartnerCenterClient,
  from: string | null,
): ReturnType<PartnerCenter['customers']> {
  return readPage(client, from === null ? firstPage : parsePosition(from));
}

/** The documented list of a reseller's customers, once per reseller: the list of all names no resellers. */
export async function readResellersOfCustomers(
  client: PartnerCenterClient,
): ReturnType<PartnerCenter['resellersOfCustomers']> {
  const found = new Map<string, string>();
  for (const { id } of await readResellers(client)) {
    for (let from: Position | null = filtered('IndirectReseller', id); from;) {
      const { customers, position } = await readPage(client, from, tokenModes.relationships);
      for (const { customerTenantId } of customers) found.set(customerTenantId, id);
      from = position === null ? null : parsePosition(position);
    }
  }
  return found;
}

async function readPage(
  client: PartnerCenterClient,
  { uri, headers }: Position,
  mode: TokenMode = tokenModes.customers,
): ReturnType<PartnerCenter['customers']> {
  const reply = await client.get({
    path: pathOf(uri, client.url),
    headers,
    mode,
    shape: customerList,
  });
  if (reply.kind === 'refused') throw denied(reply);
  return { customers: reply.value.items.map(discovered), position: nextPosition(reply.value) };
}

/** One customer, asked for by id; undefined where Partner Center tells us of none. */
export async function readCustomer(
  client: PartnerCenterClient,
  customerTenantId: string,
): ReturnType<PartnerCenter['customer']> {
  const reply = await client.get({
    path: `/v1/customers/${encodeURIComponent(customerTenantId)}`,
    mode: tokenModes.customer,
    shape: listedCustomer,
  });
  return reply.kind === 'read' ? discovered(reply.value) : untold(reply);
}

/** The filter finds beginnings (documented), so only the very domain counts, on whatever page it comes. */
export async function findCustomerByDomain(
  client: PartnerCenterClient,
  domain: string,
): ReturnType<PartnerCenter['customerWithDomain']> {
  const wanted = comparableDomain(domain);
  for (let from: Position | null = filtered('Domain', domain); from;) {
    const { customers, position } = await readPage(client, from);
    const found = customers.find((one) => comparableDomain(one.domain) === wanted);
    if (found) return found;
    from = position === null ? null : parsePosition(position);
  }
  return undefined;
}

/** The first page of customers whose field begins with a value. */
function filtered(Field: 'Domain' | 'IndirectReseller', Value: string): Position {
  const filter = JSON.stringify({ Field, Value, Operator: 'starts_with' });
  return { uri: `${firstPage.uri}&filter=${encodeURIComponent(filter)}`, headers: {} };
}

const firstPage: Position = { uri: `/customers?size=${String(pageSize)}`, headers: {} };

/** The link alone does not lead to the next page, its headers belong to it (documented). */
const position = z.object({ uri: z.string(), headers: z.record(z.string(), z.string()) });
type Position = z.infer<typeof position>;

function nextPosition({ links }: CustomerList): string | null {
  const next = links?.next;
  if (!next) return null;
  const headers = Object.fromEntries((next.headers ?? []).map(({ key, value }) => [key, value]));
  return JSON.stringify({ uri: next.uri, headers } satisfies Position);
}

function parsePosition(text: string): Position {
  try {
    return position.parse(JSON.parse(text));
  } catch {
    throw new AgreementError('INVALID_CONTINUATION_TOKEN', 'The position in the customer list is not ours.');
  }
}

/**
 * Links come without host and mostly without `/v1`, or with `//v1` in front (third party); our token goes to no other
 * host, whatever a link says.
 */
function pathOf(link: string, url: string): string {
  const uri = link.replace(/^\/+(?=v1\/)/i, '/');
  const target = URL.canParse(uri, url) ? new URL(uri, url) : undefined;
  if (target?.origin !== new URL(url).origin) {
    throw new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'Partner Center linked to another host.');
  }
  const pathname = target.pathname.replace(/^\/+/, '/');
  return (/^\/v1\//i.test(pathname) ? pathname : `/v1${pathname}`) + target.search;
}

function discovered({ id, companyProfile, relationshipToPartner }: ListedCustomer) {
  return {
    customerTenantId: id,
    companyName: companyProfile?.companyName ?? '',
    domain: companyProfile?.domain ?? '',
    hasRelationship: !isWord(relationshipToPartner, 'none'),
  };
}
