/** What Partner Center asks of an address and a company in one country. Null where it says nothing. */
export type CountryRules = {
  readonly country: string;
  readonly isStateRequired: boolean;
  /** Empty where any may be given. */
  readonly states: readonly string[];
  readonly isCityRequired: boolean;
  readonly isPostalCodeRequired: boolean;
  /** Microsoft's regular expressions, not ours: they may not be valid in JavaScript. */
  readonly postalCodePattern: string | null;
  readonly phonePattern: string | null;
  readonly isRegistrationNumberSupported: boolean;
  readonly defaultCulture: string | null;
  readonly cultures: readonly string[];
  readonly languages: readonly string[];
  readonly callingCodes: readonly string[];
};
