import type { PartnerType } from '../../domain/partnerCenter/partnerType.ts';
import type { PartnerCenter } from '../../workflows/ports/partnerCenterPorts.ts';
import { readAccount } from './tokens/account.ts';
import { createTemplateLookup, readTemplateDocument } from './agreementTemplate.ts';
import { createAttestations } from './attestations.ts';
import { createPartnerCenterClient, type ClientOptions } from './client.ts';
import { readCountryRules } from './countryRules.ts';
import {
  findCustomerByDomain,
  readCustomer,
  readCustomerPage,
  readResellersOfCustomers,
} from './customerPages.ts';
import { describeCustomer, readContact } from './describeCustomer.ts';
import { createNewCustomers } from './newCustomers.ts';
import { observeCustomer } from './observeCustomer.ts';
import { readPartnerAgreement } from './tokens/partnerAgreement.ts';
import { createRelationshipCalls } from './relationships.ts';

export type PartnerCenterOptions = ClientOptions & {
  readonly partnerType: PartnerType;
  readonly partnerTenantId: string;
  /** Asks for confirmed agreements also of customers who accepted directly; absent: no. */
  readonly readsBothSources?: boolean;
};

/** Partner Center's REST API behind our port. */
export function createPartnerCenter(options: PartnerCenterOptions): PartnerCenter {
  const clients = {
    person: createPartnerCenterClient(options, 'person'),
    background: createPartnerCenterClient(options, 'background'),
  };
  return {
    customers: (position) => readCustomerPage(clients.background, position),
    customer: (customerTenantId, priority = 'person') => readCustomer(clients[priority], customerTenantId),
    describe: (customerTenantId, priority = 'person', part) =>
      describeCustomer(clients[priority], customerTenantId, { ...options, part }),
    resellersOfCustomers: () => readResellersOfCustomers(clients.background),
    observe: (customerTenantId, priority = 'person') =>
      observeCustomer(clients[priority], customerTenantId, {
        correlationId: options.newId(),
        readsBothSources: options.readsBothSources ?? false,
      }),
    contact: (customerTenantId) => readContact(clients.person, customerTenantId),
    agreementTemplate: createTemplateLookup(clients, options.clock),
    templateDocument: (templateId, wanted) => readTemplateDocument(clients.person, templateId, wanted),
    countryRules: (country) => readCountryRules(clients.person, country),
    ...createAttestations(clients),
    ...createNewCustomers(clients.person, options.newId),
    customerWithDomain: (domain, priority = 'person') => findCustomerByDomain(clients[priority], domain),
    ...createRelationshipCalls(clients, options),
    account: () => readAccount(clients.person, options.newId()),
    partnerAgreement: (tenantId) => readPartnerAgreement(clients.person, tenantId),
  };
}
