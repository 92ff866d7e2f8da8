import { Hono } from 'hono';
import { z } from 'zod';
import { allow, only } from '../access.ts';
import type { ApiEnv } from '../apiEnv.ts';
import { readBody } from '../body.ts';
import { createCustomer, isDomainTaken, newCustomerShape } from '../customers/createCustomer.ts';
import { wholeCustomer } from '../customers/customerWire.ts';
import { findCustomer } from '../customers/findCustomer.ts';
import { refusal } from '../refusal.ts';
import type { State } from '../state.ts';

/** Customers come and go: creating one, whether a domain is free, ending the relationship, deleting. */
export function newCustomers(state: State): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .post('/customers', only('both'), async (c) => {
      const body = await readBody(c, newCustomerShape);
      // Documented: for an indirect reseller's customer a user has to ask.
      if (body.associatedPartnerId !== undefined) allow(c.var.caller, 'user');
      return c.json(createCustomer(state, body), 201);
    })
    .patch('/customers/:id', only('user'), async (c) => {
      const customer = findCustomer(state, c.req.param('id'));
      const { relationshipToPartner } = await readBody(
        c,
        z.object({ relationshipToPartner: z.literal('none') }),
      );
      const changed = state.customers.change(customer, { relationship: relationshipToPartner });
      state.changed();
      return c.json(wholeCustomer(changed));
    })
    .delete('/customers/:id', only('both'), (c) => {
      state.customers.remove(findCustomer(state, c.req.param('id')).id);
      state.changed();
      return c.body(null, 204);
    })
    .get('/domains/:domain', only('both'), (c) => {
      if (c.req.method !== 'HEAD') throw refusal(405, 1000, 'The resource supports HEAD only.');
      return c.body(null, isDomainTaken(state, c.req.param('domain')) ? 200 : 404);
    });
}
