import type { NewCustomer } from '../../domain/newCustomers/newCustomer.ts';

type Order = {
  readonly id: string;
  readonly customer: Pick<NewCustomer, 'companyName' | 'domain' | 'address'>;
  readonly acceptance: { readonly path: 'invite' | 'attest' };
  readonly startedAt: Date;
};

/** An order as agents see it; the contact and the signatory are not shown. */
export function presentCustomerOrder({ id, customer, acceptance, startedAt }: Order, endsAt: Date) {
  const { companyName, domain, address } = customer;
  return {
    ...{ id, companyName, domain, country: address.country, acceptance: acceptance.path },
    startedAt: startedAt.toISOString(),
    endsAt: endsAt.toISOString(),
  };
}
