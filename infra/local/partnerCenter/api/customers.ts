import { Hono } from 'hono';
import { z } from 'zod';
import { allow, only } from '../access.ts';
import type { ApiContext, ApiEnv } from '../apiEnv.ts';
import type { Customer } from '../customers/customer.ts';
import { collection, link, listedCustomer, wholeCustomer } from '../customers/customerWire.ts';
import { findCustomer } from '../customers/findCustomer.ts';
import { resellers } from '../partner.ts';
import { badInput } from '../refusal.ts';
import type { State } from '../state.ts';

const filterShape = z.object({
  Field: z.enum(['CompanyName', 'Domain', 'IndirectReseller']),
  Value: z.string(),
  Operator: z.literal('starts_with'),
});
type Filter = z.infer<typeof filterShape>;

/** What a continuation token says; opaque to callers. */
const placeShape = z.object({ after: z.int().nonnegative(), filter: filterShape.optional() });

/** Reading customers: the list with its continuation, one customer, and its relationships. */
export function customers(state: State): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/customers', only('both'), (c) => {
      const size = readSize(c.req.query('size'));
      const { after, filter } = readPlace(c);
      // Documented: the customers of an indirect reseller are for user tokens only.
      if (filter?.Field === 'IndirectReseller') allow(c.var.caller, 'user');
      const found = state.customers.page(after, size, filter && ((customer) => fits(customer, filter)));
      const next = found.next && encode({ after: found.next, filter });
      const uri = `/customers?size=${String(size)}`;
      return c.json({
        totalCount: found.items.length,
        items: found.items.map(listedCustomer),
        ...(next && { continuationToken: next }),
        links: {
          self: link(filter ? `${uri}&filter=${encodeURIComponent(JSON.stringify(filter))}` : uri),
          ...(next && {
            next: link(`${uri}&seekOperation=Next`, [{ key: 'MS-ContinuationToken', value: next }]),
          }),
        },
        attributes: { objectType: 'Collection' },
      });
    })
    .get('/customers/:id', only('both'), (c) => c.json(wholeCustomer(findCustomer(state, c.req.param('id')))))
    .get('/customers/:id/relationships', only('user'), (c) => {
      const { associatedPartnerId } = findCustomer(state, c.req.param('id'));
      const found = resellers.filter((reseller) => reseller.id === associatedPartnerId);
      return c.json(
        collection(
          found.map(({ id, name, mpnId }) => ({
            id,
            name,
            relationshipType: 'is_indirect_cloud_solution_provider_of',
            mpnId,
            attributes: { objectType: 'PartnerRelationship' },
          })),
        ),
      );
    });
}

/** Documented as required with 0 for all; what the service does without it is unverified: all as well. */
function readSize(size = '0'): number {
  if (!/^\d{1,6}$/.test(size)) throw badInput('Size must be a number.');
  return Number(size);
}

function readPlace(c: ApiContext): z.infer<typeof placeShape> {
  const seekOperation = c.req.query('seekOperation') ?? 'First';
  if (seekOperation === 'First') return { after: 0, filter: readFilter(c.req.query('filter')) };
  if (seekOperation !== 'Next') throw badInput(`Seek operation '${seekOperation}' is not supported.`);
  const token = c.req.header('ms-continuationtoken') ?? '';
  const place = placeShape.safeParse(parseJson(Buffer.from(token, 'base64').toString('utf8')));
  if (!place.success) throw badInput('The continuation token is missing or not valid.');
  return place.data;
}

function readFilter(text: string | undefined): Filter | undefined {
  if (!text) return undefined;
  const filter = filterShape.safeParse(parseJson(text));
  if (!filter.success) throw badInput('The filter is not valid.');
  return filter.data;
}

function fits(customer: Customer, { Field, Value }: Filter): boolean {
  const text = {
    CompanyName: customer.companyName,
    Domain: customer.domain,
    IndirectReseller: customer.associatedPartnerId ?? '',
  }[Field];
  return text.toLowerCase().startsWith(Value.toLowerCase());
}

function encode(place: z.infer<typeof placeShape>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
