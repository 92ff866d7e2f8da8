/** The person at the customer who accepted, as named on a confirmation. */
export type Contact = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phoneNumber?: string | undefined;
};

export type AgreementType = 'MicrosoftCustomerAgreement' | 'MicrosoftCloudAgreement';

/** A confirmation on record. */
export type Agreement = {
  readonly type: AgreementType;
  readonly primaryContact: Contact;
  /** UTC, ISO 8601. */
  readonly dateAgreed: string;
  /** The partner's user who confirmed; absent when a token without a user did. */
  readonly userId?: string | undefined;
};

export type Address = {
  readonly country: string;
  readonly city: string;
  readonly state?: string | undefined;
  readonly addressLine1: string;
  readonly addressLine2?: string | undefined;
  readonly postalCode: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phoneNumber?: string | undefined;
};

/** A customer's tenant as the simulated service knows it; replaced as a whole on each change. */
export type Customer = {
  /** Lower-case GUID: the Entra tenant. */
  readonly id: string;
  /** Order of arrival, the order of the list. */
  readonly sequence: number;
  readonly companyName: string;
  readonly domain: string;
  readonly email: string;
  readonly culture: string;
  readonly language: string;
  readonly address: Address;
  /** `none` after the relationship was lost: still listed, but refused everywhere else. */
  readonly relationship: 'reseller' | 'none';
  readonly allowDelegatedAccess: boolean;
  /** The reseller's tenant, for a customer of an indirect reseller. */
  readonly associatedPartnerId?: string | undefined;
  readonly organizationRegistrationNumber?: string | undefined;
  /** Whether the customer accepted the Microsoft Customer Agreement in the admin center. */
  readonly isSigned: boolean;
  /** An earlier purchase makes the admin center send the customer back to the partner. */
  readonly cannotAcceptDirectly: boolean;
  readonly agreements: readonly Agreement[];
};

export type NewCustomer = Omit<Customer, 'sequence'>;
