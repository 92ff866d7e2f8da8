import * as z from 'zod';

/** The person whom Partner Center has in a customer's billing profile. */
export const customerContactView = z
  .object({
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    email: z.string().nullable().meta({ description: 'Null where Partner Center tells us of none' }),
    phone: z.string().nullable(),
  })
  .meta({ id: 'CustomerContact' });
