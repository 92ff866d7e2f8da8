import { z } from 'zod';

/** Every atom of RFC 5321 before the @, and a domain in ASCII. What Microsoft takes is unverified. */
export const emailShape = z
  .string()
  .regex(
    /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9]$/i,
  );
