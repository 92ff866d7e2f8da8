import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { SimulatorEnv } from '../simulator/simulator.ts';
import { attestationState, type Attestation } from './agreements/attestation.ts';
import { acceptAttestation, expireAttestation } from './agreements/attestations.ts';
import type { Customer } from './customers/customer.ts';
import { manyCustomers } from './customers/manyCustomers.ts';
import { settingsShape } from './settings.ts';
import type { State } from './state.ts';

const namedIds = 1000;

const contact = z.strictObject({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phoneNumber: z.string().optional(),
});

const customerFields = z
  .strictObject({
    companyName: z.string(),
    domain: z.string(),
    email: z.string(),
    culture: z.string(),
    language: z.string(),
    country: z.string(),
    relationship: z.enum(['reseller', 'none']),
    allowDelegatedAccess: z.boolean(),
    associatedPartnerId: z.guid(),
    isSigned: z.boolean(),
    cannotAcceptDirectly: z.boolean(),
    agreements: z.array(
      z.strictObject({
        type: z
          .enum(['MicrosoftCustomerAgreement', 'MicrosoftCloudAgreement'])
          .default('MicrosoftCustomerAgreement'),
        primaryContact: contact,
        dateAgreed: z.iso.datetime(),
        userId: z.string().optional(),
      }),
    ),
  })
  .partial();

const order = customerFields
  .extend({ id: z.guid().toLowerCase().optional(), count: z.int().min(1).max(1_000_000).default(1) })
  .refine(
    ({ id, domain, count }) => count === 1 || !(id ?? domain),
    'id and domain are for one customer only',
  );

/** What people and tests do to the simulated service that its own API does not offer. */
export function control(state: State): Hono<SimulatorEnv> {
  const changeCustomer = async (c: Context<SimulatorEnv, '/customers/:id'>) => {
    const customer = state.customers.get(c.req.param('id'));
    if (!customer) return c.json({ error: 'no such customer' }, 404);
    const { country = customer.address.country, ...changes } = customerFields.parse(await c.req.json());
    const changed = state.customers.change(
      customer,
      defined({ ...changes, address: { ...customer.address, country } }),
    );
    state.changed();
    return c.json(changed);
  };
  const changeAttestation =
    (change: (state: State, attestation: Attestation) => Attestation) =>
    (c: Context<SimulatorEnv, '/attestations/:id'>) => {
      const attestation = state.attestations.get(c.req.param('id').toLowerCase());
      if (!attestation) return c.json({ error: 'no such attestation' }, 404);
      return c.json(shown(change(state, attestation), state.clock()));
    };
  return new Hono<SimulatorEnv>()
    .get('/settings', (c) => c.json(state.settings))
    .put('/settings', async (c) => {
      const changes = settingsShape.partial().parse(await c.req.json());
      state.settings = settingsShape.parse({ ...state.settings, ...changes });
      state.changed();
      return c.json(state.settings);
    })
    .get('/customers', (c) => {
      const { after, size } = z
        .object({ after: z.coerce.number().default(0), size: z.coerce.number().default(0) })
        .parse(c.req.query());
      const { items, next } = state.customers.page(after, size);
      return c.json({ total: state.customers.size, items, next: next ?? null });
    })
    .post('/customers', async (c) => {
      const { count, country, ...template } = order.parse(await c.req.json());
      const made = manyCustomers(count, defined(template), state.made).map((customer) =>
        country ? { ...customer, address: { ...customer.address, country } } : customer,
      );
      if (made.some(({ id }) => state.customers.get(id))) return c.json({ error: 'the id is taken' }, 409);
      for (const customer of made) state.customers.add(customer);
      state.made += count;
      state.changed();
      return c.json(
        { count, total: state.customers.size, ids: made.slice(0, namedIds).map(({ id }) => id) },
        201,
      );
    })
    .post('/customers/:id/accept', (c) => {
      const customer = state.customers.get(c.req.param('id'));
      if (!customer) return c.json({ error: 'no such customer' }, 404);
      if (customer.cannotAcceptDirectly)
        return c.json({ error: 'this customer cannot accept directly' }, 409);
      const accepted = state.customers.change(customer, { isSigned: true });
      state.changed();
      return c.json(accepted);
    })
    .on(['PUT', 'PATCH'], '/customers/:id', changeCustomer)
    .get('/customers/:id', (c) => {
      const customer = state.customers.get(c.req.param('id'));
      return customer ? c.json(customer) : c.json({ error: 'no such customer' }, 404);
    })
    .get('/attestations', (c) =>
      c.json({ items: [...state.attestations.values()].map((one) => shown(one, state.clock())) }),
    )
    .post('/attestations/:id/accept', changeAttestation(acceptAttestation))
    .post('/attestations/:id/expire', changeAttestation(expireAttestation));
}

const shown = (attestation: Attestation, now: Date) => ({
  ...attestation,
  state: attestationState(attestation, now),
});

/** Without the fields left out, so that they do not overwrite what is there. */
function defined(fields: { [Name in keyof Customer]?: Customer[Name] | undefined }): Partial<Customer> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
