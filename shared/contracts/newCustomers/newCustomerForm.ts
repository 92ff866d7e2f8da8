import * as z from 'zod';
import { country } from '../fields.ts';
import { firstDomain } from './newCustomer.ts';

export const addressRulesQuery = z.strictObject({ country });

export const addressRulesView = z
  .object({
    country: z.string(),
    isStateRequired: z.boolean(),
    states: z.array(z.string()).meta({ description: 'Empty where any may be given' }),
    isCityRequired: z.boolean(),
    isPostalCodeRequired: z.boolean(),
    postalCodePattern: z.string().nullable().meta({
      description:
        'Microsoft’s regular expression, which not every language can read; null where it has none',
    }),
    isPhoneRequired: z.boolean(),
    phonePattern: z.string().nullable().meta({ description: 'Likewise, of the digits alone' }),
    isRegistrationNumberRequired: z.boolean(),
    isRegistrationNumberSupported: z.boolean().meta({ description: 'Where it is false, leave it out' }),
    defaultCulture: z.string().nullable(),
    cultures: z.array(z.string()),
    languages: z.array(z.string()),
    callingCodes: z.array(z.string()),
  })
  .meta({ id: 'AddressRules' });

export const domainQuery = z.strictObject({ domain: firstDomain });

export const domainAvailabilityView = z
  .object({
    domain: z.string().meta({ description: 'In full, as Microsoft was asked' }),
    isAvailable: z.boolean(),
  })
  .meta({ id: 'DomainAvailability' });
