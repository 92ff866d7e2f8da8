import type { Environment } from '../environment.ts';

/** A customer without any agreement, and where its people have their mail. */
export type JourneyCustomer = { readonly tenant: string; readonly domain: string };

/** A company that is no customer yet: its name, and the first part of its domains. */
export type JourneyCompany = { readonly name: string; readonly companyName: string };

export type Stage = {
  readonly urls: Environment['urls'];
  /** Whom the journey is about. Default: Microsoft's sample customer, who has nothing on record in a new environment. */
  readonly customer?: JourneyCustomer;
  /** The company without a tenant that a journey into a relationship is about. Default: one of the journey's own. */
  readonly company?: JourneyCompany;
  /** Tells the next step; a line that begins with a space is a detail of it. */
  say(this: void, line: string): void;
};

/** One way through the product, told step by step. @throws {Error} at the first step that does not hold */
export type Journey = (stage: Stage) => Promise<void>;

export const sampleCustomer: JourneyCustomer = {
  tenant: '14876998-c0dc-46e6-9d0c-65a57a6c32ec',
  domain: 'tailspintoys.example',
};
