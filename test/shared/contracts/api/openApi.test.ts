import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../../../../shared/contracts/api/openApi.ts';
import { operations } from '../../../../shared/contracts/api/operations.ts';
import type { Operation } from '../../../../shared/contracts/operation.ts';
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

/** A few rules chosen after those of Redocly and Spectral, which are not run: their packages are hundreds. */
describe('the recommended rules', () => {
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
    expect(parameter('listCustomers', 'pageSize')).toEqual({ type: 'integer', minimum: 1, maximum: 1000 });
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
    const { InvitationRequest } = document.components.schemas;
    expect(InvitationRequest?.['required']).toEqual(['recipient']);
  });
});

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

  it('are described for each outgoing event', () => {
    expect(Object.keys(document.webhooks)).toEqual([...webhookEventTypes]);
  });
});
