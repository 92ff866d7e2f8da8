import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { openApi } from '../../../../shared/contracts/api/openApi.ts';
import { operations } from '../../../../shared/contracts/api/operations.ts';
import type { Operation } from '../../../../shared/contracts/operation.ts';
import { member } from '../../../../infra/local/journeys/expect.ts';
import { languages } from '../../../../shared/domain/language.ts';
import { webhookEventTypes } from '../../../../shared/domain/webhooks/webhookEvent.ts';

type Part = Readonly<Record<string, unknown>>;
type Media = { readonly schema: Part; readonly example?: unknown };
type Described = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Part }[];
  readonly requestBody?: { readonly content: Record<string, Media> };
  readonly responses: Record<string, { headers?: Part; content?: Record<string, Media> }>;
};

let document: Part & {
  readonly tags: readonly { name: string; description: string }[];
  readonly paths: Record<string, Record<string, Described>>;
  readonly webhooks: Record<string, unknown>;
  readonly components: { readonly schemas: Record<string, Part> };
};
let calls: Described[];
let api: Ajv2020;

beforeAll(async () => {
  document = JSON.parse(JSON.stringify(await openApi())) as typeof document;
  calls = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  api = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(api);
  api.addSchema({ $id: 'api', ...document });
});

const call = (name: string): Described => {
  const found = calls.find(({ operationId }) => operationId === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const parameter = (name: string, one: string) =>
  call(name).parameters.find((each) => each.name === one)?.schema;

describe('the description', () => {
  it('hold for each call: an id of its own, summary, description, a known tag, a success and a refusal', () => {
    const known = document.tags.map(({ name }) => name);
    expect(new Set(calls.map(({ operationId }) => operationId)).size).toBe(calls.length);
    const broken = calls.filter(({ summary, description, tags, responses }) => {
      const statuses = Object.keys(responses);
      const answers = ['2', '5'].every((first) => statuses.some((one) => one.startsWith(first)));
      return !summary || !description || tags.length !== 1 || !known.includes(tags[0] ?? '') || !answers;
    });
    expect(broken.map(({ operationId }) => operationId)).toEqual([]);
    const used = new Set(calls.flatMap(({ tags }) => tags));
    expect(known.filter((name) => !used.has(name))).toEqual([]);
    expect(document.tags.every(({ description }) => description.length > 0)).toBe(true);
  });

  it('hold for paths: each parameter is described, and no path ends with a slash or has a query', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      expect(path).toMatch(/^\/[^?]*[^/?]$/);
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      for (const { parameters, operationId } of Object.values(methods)) {
        const told = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
        expect([operationId, told.sort()]).toEqual([operationId, wanted]);
      }
    }
  });

  it('hold for components: each is used', () => {
    const text = JSON.stringify(document);
    const names = Object.keys(document.components.schemas);
    expect(names.filter((name) => !text.includes(`"#/components/schemas/${name}"`))).toEqual([]);
  });

  it('hold for examples: each body and answer has one that fits its schema', () => {
    const broken: string[] = [];
    for (const { operationId, requestBody, responses } of calls) {
      const media = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
      for (const [type, { schema, example }] of media.flatMap((one) => Object.entries(one ?? {}))) {
        if (type !== 'application/json') continue;
        const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
        const check = api.compile(JSON.parse(text) as Part);
        if (example === undefined || !check(example)) {
          broken.push(`${operationId} ${JSON.stringify(check.errors?.slice(0, 2))}`);
        }
      }
    }
    expect(broken).toEqual([]);
  });
});

describe('the shapes', () => {
  it('are what is enforced: lengths, numbers and truth values', () => {
    const { InvitationRequest } = document.components.schemas;
    expect(JSON.stringify(InvitationRequest)).toContain('"maxLength":500');
    expect(JSON.stringify(document)).not.toMatch(/"maxLength":(2000|200000|320)\b.{0,40}quotation/);
    expect(parameter('listCustomers', 'pageSize')).toEqual({
      ...{ type: 'integer', minimum: 1, maximum: 1000, default: 100 },
    });
    expect(parameter('listCustomers', 'canOrder')).toEqual({ type: 'boolean' });
    expect(parameter('listCustomers', 'status')).toMatchObject({ type: 'array', items: { type: 'string' } });
    expect(parameter('getReadiness', 'maxAgeSeconds')).toMatchObject({ type: 'integer' });
    expect(parameter('inviteCustomer', 'dryRun')).toEqual({ type: 'boolean' });
    expect(parameter('createImport', 'dryRun')).toEqual({ type: 'boolean', default: false });
  });

  it('say null as strict generators read it', () => {
    expect(JSON.stringify(document)).not.toMatch(/"anyOf":\[[^\]]*\{"type":"null"\}/);
    const { Customer } = document.components.schemas;
    expect(Customer).toMatchObject({
      properties: { country: { type: ['string', 'null'] }, invitation: { oneOf: [{}, { type: 'null' }] } },
    });
  });

  it('let requests leave out what has a default', () => {
    const broken = Object.entries(document.components.schemas)
      .filter(([name]) => isRequest(name))
      .flatMap(([name, schema]) => {
        const required = (schema['required'] ?? []) as string[];
        const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Part>);
        return properties
          .filter(([key, part]) => 'default' in part && required.includes(key))
          .map(([key]) => `${name}.${key}`);
      });
    expect(broken).toEqual([]);
    expect(document.components.schemas['InvitationRequest']?.['required']).toEqual(['recipient']);
  });

  it('have the lengths that are enforced: a text of so many letters is taken, one more is not', () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const { operationId, body, example } of requests()) {
      for (const { place, maxLength } of textsOf(example.schema)) {
        const read = (text: string) => body.safeParse(withText(example.value, place, text)).success;
        if (!read('a'.repeat(Math.min(maxLength, 5)))) continue;
        tried += 1;
        if (!read('a'.repeat(maxLength)) || read('a'.repeat(maxLength + 1)))
          wrong.push(`${operationId} ${place.join('/')}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(15);
  });

  it('name the codes of languages and countries', () => {
    const { InvitationRequest } = document.components.schemas;
    expect(member(InvitationRequest, 'properties.language.enum')).toEqual([...languages, null]);
    const country = parameter('getAddressRules', 'country')?.['enum'] as string[];
    expect([country.includes('DE'), country.includes('UK'), country.length > 200]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

/** Components that are sent, not answered. */
const isRequest = (name: string) => /Request$|Update$|Change$|Verification$|Body$|List$/.test(name);

type Sent = { operationId: string; body: z.ZodType; example: { schema: Part; value: unknown } };
let shapesByName: Record<string, { body: z.ZodType | null }>;
beforeAll(async () => {
  shapesByName = (await import('../../../../shared/contracts/api/shapes.ts')).shapes;
});

/** JSON bodies with their examples. */
function requests(): Sent[] {
  return calls.flatMap(({ operationId, requestBody }) => {
    const media = requestBody?.content['application/json'];
    const body = shapesByName[operationId]?.body;
    return media && body
      ? [{ operationId, body, example: { schema: media.schema, value: media.example } }]
      : [];
  });
}

/** Places of texts with a length, in objects and what they hold. */
function textsOf(schema: Part, place: readonly string[] = []): { place: string[]; maxLength: number }[] {
  const { $ref, properties, maxLength, pattern } = schema as {
    pattern?: string;
    $ref?: string;
    properties?: Record<string, Part>;
    maxLength?: number;
  };
  if ($ref) return textsOf(document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, place);
  // Texts of a form take no row of letters.
  if (pattern !== undefined) return [];
  if (maxLength !== undefined) return [{ place: [...place], maxLength }];
  return Object.entries(properties ?? {}).flatMap(([key, part]) => textsOf(part, [...place, key]));
}

function withText(value: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return text;
  const members = (value ?? {}) as Record<string, unknown>;
  return { ...members, [key]: withText(members[key], rest, text) };
}

describe('answers', () => {
  it('name the codes of each refusal under its status, with the headers that come with it', () => {
    const { responses } = call('inviteCustomer');
    const codes = (status: string) =>
      JSON.stringify(responses[status]?.content?.['application/problem+json']?.schema);
    expect(codes('404')).toContain('CUSTOMER_NOT_FOUND');
    expect(codes('409')).toContain('ALREADY_ACCEPTED');
    expect(Object.keys(responses['401']?.headers ?? {})).toEqual(['WWW-Authenticate']);
    expect(Object.keys(responses['429']?.headers ?? {})).toEqual(['Retry-After']);
    expect(Object.keys(responses['202']?.headers ?? {})).toEqual(['Location', 'Idempotent-Replayed']);
    expect(Object.keys(call('listCustomers').responses)).toContain('304');
  });

  it('have a tag exactly where the operation says so', () => {
    const tagged = Object.entries<Operation>(operations).filter(([, { hasTag }]) => hasTag);
    for (const [name] of tagged) expect(call(name).responses['200']?.headers).toHaveProperty('ETag');
    expect(tagged.length).toBe(4);
  });

  it('name only codes that errors.md explains', () => {
    const explained = readFileSync('shared/errors.md', 'utf8');
    const problems = calls.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ content }) => content?.['application/problem+json']?.schema ?? []),
    );
    const told = problems.flatMap(
      (schema) => (member(schema, 'allOf.1.properties.code.enum') ?? []) as string[],
    );
    const codes = new Set(told);
    expect([...codes].filter((code) => !explained.includes(`\`${code}\``))).toEqual([]);
    expect(codes.size).toBeGreaterThan(30);
  });

  it('have every member of a problem that the code gives', () => {
    const sources = ['domain', 'workflows', 'edge', 'adapters'].flatMap((layer) =>
      readdirSync(`shared/${layer}`, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(`shared/${layer}/${file}`, 'utf8')),
    );
    const given = sources
      .flatMap((source) => [...source.matchAll(/extensions: \{([^{}]*(?:\{[^{}]*\})?[^{}]*)\}/g)])
      .flatMap(([, members = '']) => [
        ...members.replace(/\{.*\}/s, '').matchAll(/(?:^|,)\s*(\w+)(?=\s*[:,}]|\s*$)/g),
      ])
      .map(([, name = '']) => name);
    const known = Object.keys(member(document.components.schemas['Problem'], 'properties') as object);
    expect([...new Set(given)].filter((name) => !known.includes(name))).toEqual([]);
    expect(given.length).toBeGreaterThan(8);
  });

  it('are described for each outgoing event', () => {
    expect(Object.keys(document.webhooks)).toEqual([...webhookEventTypes]);
  });
});
