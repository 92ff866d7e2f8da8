import type { z } from 'zod';
import type { ApiContext } from './apiEnv.ts';
import { badInput } from './refusal.ts';

// Documented: property names are read in any case; Microsoft's samples use PascalCase and camelCase.
const names = [
  ...[
    'primaryContact',
    'firstName',
    'middleName',
    'lastName',
    'email',
    'phoneNumber',
    'templateId',
    'dateAgreed',
    'type',
  ],
  ...['companyProfile', 'billingProfile', 'domain', 'organizationRegistrationNumber', 'culture', 'language'],
  ...[
    'companyName',
    'defaultAddress',
    'addressLine1',
    'addressLine2',
    'city',
    'state',
    'postalCode',
    'country',
  ],
  ...['region', 'associatedPartnerId', 'userCredentials', 'userName', 'password', 'relationshipToPartner'],
  ...['webhookUrl', 'webhookEvents', 'signatureTokenToMsSignatureHeader'],
  ...['enableGDAPByDefault', 'attributes', 'objectType'],
];
const nameOf = new Map(names.map((name) => [name.toLowerCase(), name]));

/** A member that is null counts as left out: Microsoft's samples of its SDK name all members. */
function rename(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rename);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([name, inner]) => [nameOf.get(name.toLowerCase()) ?? name, rename(inner)]),
  );
}

/** Reads the JSON body with its property names in any case. @throws {Refusal} 400 when it does not fit. */
export async function readBody<Body>(c: ApiContext, shape: z.ZodType<Body>): Promise<Body> {
  return fit(await readJson(c), shape);
}

/** @throws {Refusal} 400 when the body is not JSON. */
export async function readJson(c: ApiContext): Promise<unknown> {
  try {
    return rename(JSON.parse(await c.req.text()));
  } catch {
    throw badInput('The request body is not valid JSON.');
  }
}

/** @throws {Refusal} 400 naming the first property that does not fit. */
export function fit<Body>(value: unknown, shape: z.ZodType<Body>): Body {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const property = parsed.error.issues[0]?.path.join('.');
  throw badInput(
    `The request body is not valid: ${property ? `property '${property}'` : 'an object is expected'}.`,
  );
}
