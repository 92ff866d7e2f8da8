import * as z from 'zod';
import { roles } from '../../domain/caller.ts';
import { errorCodes, type ErrorCode } from '../../domain/errors.ts';
import type { Operation, Shapes } from '../operation.ts';
import { operations } from './operations.ts';

type Json = Readonly<Record<string, unknown>>;

/** Errors any call may answer, beside its own. */
const always: readonly ErrorCode[] = ['INTERNAL_ERROR', 'STORAGE_UNAVAILABLE'];
const behindSignIn: readonly ErrorCode[] = ['NOT_AUTHENTICATED', 'ROLE_NOT_ALLOWED', 'IDENTITY_UNAVAILABLE'];
const ofBody: Readonly<Record<'json' | 'csv', readonly ErrorCode[]>> = {
  json: ['INVALID_JSON', 'BODY_TOO_DEEP'],
  csv: ['INVALID_CSV'],
};
const withBody: readonly ErrorCode[] = [
  'BODY_TOO_LARGE',
  'UNSUPPORTED_CONTENT_TYPE',
  'IDEMPOTENCY_KEY_INVALID',
  'IDEMPOTENCY_KEY_REUSED',
  'RECORD_BUSY',
];

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
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api' }],
    security: [{ entra: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        entra: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: `Entra access token with one of the app roles ${roles.join(', ')}`,
        },
      },
    },
  };
}

function describe(
  name: string,
  operation: Operation,
  shapes: Shapes,
  schemas: Record<string, unknown>,
): Json {
  const { summary, access, success, method, hasPage, takes } = operation;
  const { params, query, body, view, other } = shapes;
  const headers = method === 'POST' ? [idempotencyKey] : [];
  return {
    operationId: name,
    summary,
    ...(access === 'anonymous'
      ? { security: [] }
      : { description: `Roles: ${access.join(', ')}.`, 'x-roles': access }),
    parameters: [...parameters('path', params), ...parameters('query', query), ...headers],
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: (takes === 'csv' ? csv : json)(schemaOf(body, 'input', schemas)),
          },
        }
      : {}),
    responses: {
      [success.status]: {
        description: success.description,
        ...(view
          ? { content: { ...json(schemaOf(view, 'output', schemas)), ...(hasPage ? page : {}) } }
          : {}),
      },
      ...(other
        ? {
            [other.status]: {
              description: other.description,
              content: json(schemaOf(other.view, 'output', schemas)),
            },
          }
        : {}),
      default: {
        description: `A problem, with one of the codes ${codesOf(operation, shapes).join(', ')}`,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

const ofAsking: readonly ErrorCode[] = [
  'PARTNER_CENTER_SIGN_IN_FAILED',
  'PARTNER_CENTER_THROTTLED',
  'PARTNER_CENTER_UNAVAILABLE',
];

function codesOf(
  { access, problems, route, takes = 'json' }: Operation,
  { params, query, body }: Shapes,
): ErrorCode[] {
  const input: readonly ErrorCode[] = [params, query, body].some((part) => part && hasFields(part))
    ? ['INVALID_INPUT']
    : [];
  const signIn = access === 'anonymous' ? [] : behindSignIn;
  // Who is asked about a customer that has no record yet is Partner Center.
  const unknown =
    problems.includes('CUSTOMER_NOT_FOUND') && route.includes('{customerTenantId}') ? ofAsking : [];
  return [...new Set([...problems, ...unknown])].concat([
    ...input,
    ...(body ? [...ofBody[takes], ...withBody] : []),
    ...signIn,
    ...always,
  ]);
}

function hasFields(schema: z.ZodType): boolean {
  return !(schema instanceof z.ZodObject) || Object.keys(schema.shape).length > 0;
}

function parameters(place: 'path' | 'query', schema: z.ZodType): Json[] {
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input');
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }));
}

/** A schema with an id becomes a component; those inside it likewise. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, unknown>): Json {
  const { $defs = {}, ...own } = toJsonSchema(schema, io);
  for (const [id, definition] of Object.entries($defs)) schemas[id] = relink(definition);
  const id = z.globalRegistry.get(schema)?.id;
  if (!id) return relink(own);
  // A schema with an id may come back as a reference to its own definition, which is a component already.
  if (!('$ref' in own)) schemas[id] = relink(own);
  return { $ref: `#/components/schemas/${id}` };
}

type Schema = { properties?: Record<string, unknown>; required?: string[]; $defs?: Record<string, unknown> };

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const {
    $schema: _dialect,
    id: _id,
    ...rest
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema & Json;
  return rest;
}

function relink(part: unknown): Json {
  const text = JSON.stringify(part).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { id: _id, ...schema } = JSON.parse(text) as Json;
  return schema;
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}

function csv(schema: Json): Json {
  return { 'text/csv': { schema } };
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

const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem document',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: Object.keys(errorCodes) },
    detail: { type: 'string', description: 'For people; may change' },
    errors: {
      type: 'array',
      maxItems: 10,
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: { pointer: { type: 'string' }, message: { type: 'string' } },
      },
    },
    partnerCenter: {
      type: 'object',
      properties: { code: { type: 'string' }, correlationId: { type: 'string' } },
    },
    requestId: { type: 'string' },
  },
};
