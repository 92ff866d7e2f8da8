import type * as z from 'zod';
import { ZodObject, ZodUnion } from 'zod';
import { roles } from '../../domain/caller.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Operation, Shapes } from '../operation.ts';
import { exampleOf } from './exampleOf.ts';
import { parametersOf, schemaOf, type Json } from './jsonSchema.ts';
import { operations } from './operations.ts';
import { problemResponses, problemSchema, successHeaders } from './problemSchema.ts';
import { tagOf, tags } from './tags.ts';
import { webhookDocs } from './webhookDocs.ts';

/** Errors any call may answer, beside its own: the first for a query that it does not take. */
const always: readonly ErrorCode[] = ['INVALID_INPUT', 'INTERNAL_ERROR', 'STORAGE_UNAVAILABLE'];
const behindSignIn: readonly ErrorCode[] = ['NOT_AUTHENTICATED', 'ROLE_NOT_ALLOWED', 'IDENTITY_UNAVAILABLE'];
const ofJson: readonly ErrorCode[] = ['INVALID_JSON', 'BODY_TOO_DEEP'];
const ofBody: Readonly<Record<'json' | 'csvOrJson', readonly ErrorCode[]>> = {
  json: ofJson,
  csvOrJson: ['INVALID_CSV', ...ofJson],
};
const withBody: readonly ErrorCode[] = [
  'BODY_TOO_LARGE',
  'UNSUPPORTED_CONTENT_TYPE',
  'IDEMPOTENCY_KEY_INVALID',
  'IDEMPOTENCY_KEY_REUSED',
  'RECORD_BUSY',
];

const authority = 'https://login.microsoftonline.com/organizations/oauth2/v2.0';

/** The API as an OpenAPI 3.1 document, made from the operations that the functions are built from. */
export async function openApi(): Promise<Json> {
  const schemas: Record<string, unknown> = { Problem: problemSchema };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, operation] of Object.entries<Operation>(operations)) {
    const path = (paths[`/${operation.route}`] ??= {});
    path[operation.method.toLowerCase()] = describe(name, operation, await operation.shapes(), schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Countersign',
      version: '1',
      description:
        'Gets every customer of a Microsoft CSP partner to a valid Microsoft Customer Agreement, and proves it.',
      contact: { name: 'The partner who runs this installation' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api' }],
    security: [{ entra: ['access'] }],
    tags,
    paths,
    webhooks: webhookDocs(),
    components: { schemas, securitySchemes: { entra } },
  };
}

const entra = {
  type: 'oauth2',
  description: [
    `Entra access token (JWT, v2.0) with one of the app roles ${roles.join(', ')}.`,
    'Sign in at the partner’s tenant; the scope is that of this installation’s API registration.',
    'Programs use the client credentials flow with its `.default` scope.',
  ].join(' '),
  flows: {
    authorizationCode: {
      authorizationUrl: `${authority}/authorize`,
      tokenUrl: `${authority}/token`,
      scopes: { access: 'Use Countersign' },
    },
  },
};

function describe(
  name: string,
  operation: Operation,
  shapes: Shapes,
  schemas: Record<string, unknown>,
): Json {
  const { summary, access, method, route } = operation;
  const headers = [
    ...(method === 'POST' ? [idempotencyKey] : []),
    ...(operation.hasTag ? [ifNoneMatch] : []),
  ];
  return {
    operationId: name,
    summary,
    description: access === 'anonymous' ? 'Needs no sign-in.' : `Roles: ${access.join(', ')}.`,
    tags: [tagOf(route)],
    ...(access === 'anonymous' ? { security: [] } : { 'x-roles': access }),
    parameters: [...parametersOf('path', shapes.params), ...parametersOf('query', shapes.query), ...headers],
    ...requestOf(operation, shapes, schemas),
    responses: {
      ...answersOf(operation, shapes, schemas),
      ...problemResponses(codesOf(operation, shapes)),
      default: { description: 'A problem of another kind', content: problemContent },
    },
  };
}

const problemContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

function requestOf({ takes }: Operation, { body }: Shapes, schemas: Record<string, unknown>): Json {
  if (!body) return {};
  const media = (one: z.ZodType) => {
    const schema = schemaOf(one, 'input', schemas);
    return { schema, example: exampleOf(schema, schemas) };
  };
  const [csv, json] = takes === 'csvOrJson' && body instanceof ZodUnion ? body.options : [null, body];
  return {
    requestBody: {
      required: !body.safeParse(undefined).success,
      content: {
        ...(csv ? { 'text/csv': { ...media(csv as z.ZodType), example: csvExample } } : {}),
        'application/json': media(json as z.ZodType),
      },
    },
  };
}

const csvAnswer = 'customerTenantId,status\r\n14876998-c0dc-46e6-9d0c-65a57a6c32ec,accepted\r\n';
const csvExample = 'domain,email\ntailspintoys.example,tania@tailspintoys.example\n';

function answersOf(
  { success, gives = 'json', hasPage, hasTag, hasLocation, method }: Operation,
  { view, other }: Shapes,
  schemas: Record<string, unknown>,
): Record<string, Json> {
  const content = (schema: Json) => ({
    ...(gives === 'csv'
      ? { 'text/csv': { schema, example: csvAnswer } }
      : { 'application/json': { schema, example: exampleOf(schema, schemas) } }),
    ...(hasPage ? page : {}),
  });
  const headers = {
    ...(hasLocation ? { Location: successHeaders.location } : {}),
    ...(method === 'POST' ? { 'Idempotent-Replayed': successHeaders.replayed } : {}),
    ...(hasTag ? { ETag: successHeaders.etag } : {}),
  };
  return {
    [success.status]: {
      description: success.description,
      ...(Object.keys(headers).length > 0 ? { headers } : {}),
      ...(view ? { content: content(schemaOf(view, 'output', schemas)) } : {}),
    },
    ...(other
      ? {
          [other.status]: {
            description: other.description,
            content: content(schemaOf(other.view, 'output', schemas)),
          },
        }
      : {}),
    ...(hasTag
      ? { 304: { description: 'It is still the same', headers: { ETag: successHeaders.etag } } }
      : {}),
  };
}

const ofAsking: readonly ErrorCode[] = [
  'PARTNER_CENTER_SIGN_IN_FAILED',
  'PARTNER_CENTER_THROTTLED',
  'PARTNER_CENTER_UNAVAILABLE',
];

function codesOf(
  { access, problems, route, takes = 'json' }: Operation,
  { query, body }: Shapes,
): ErrorCode[] {
  const signIn = access === 'anonymous' ? (['RATE_LIMITED'] as const) : behindSignIn;
  const asksById = route.includes('{customerTenantId}');
  const asksByDomain = hasField(query, 'domain');
  // A customer without a record is looked up at Partner Center, whose failures then apply too.
  const unknown = problems.includes('CUSTOMER_NOT_FOUND') && (asksById || asksByDomain) ? ofAsking : [];
  return [...new Set([...problems, ...unknown])].concat([
    ...(body ? [...ofBody[takes], ...withBody] : []),
    ...signIn,
    ...always,
  ]);
}

function hasField(schema: z.ZodType, name: string): boolean {
  return schema instanceof ZodObject && name in schema.shape;
}

const page = { 'text/html': { schema: { type: 'string' } } };

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Repeats of a request with the same key get the first answer again, with `Idempotent-Replayed: true`. A key is good for one request to one customer. The same key for another customer or resource is refused with 422 by an instance that remembers it; instances do not ask each other, so use a new key for each request.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
};

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of an earlier answer: where it is still the same, the answer is 304.',
  schema: { type: 'string' },
};
