import type { PartnerCenter } from '../../workflows/ports.ts';
import { createPartnerCenterClient, type ClientOptions } from './client.ts';
import { readCustomerPage } from './customerPages.ts';
import { describeCustomer, type PartnerType } from './describeCustomer.ts';
import { observeCustomer } from './observeCustomer.ts';

export type PartnerCenterOptions = ClientOptions & { readonly partnerType: PartnerType };

/** Partner Center's REST API behind our port. */
export function createPartnerCenter(options: PartnerCenterOptions): PartnerCenter {
  const client = createPartnerCenterClient(options);
  return {
    customers: (position) => readCustomerPage(client, position),
    describe: (customerTenantId) => describeCustomer(client, customerTenantId, options.partnerType),
    observe: (customerTenantId) => observeCustomer(client, customerTenantId, options.newId()),
  };
}
