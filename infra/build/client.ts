import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { openApi } from '../../shared/contracts/api/openApi.ts';

const target = fileURLToPath(new URL('../../shared/client/operations.ts', import.meta.url));

type Schema = {
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  'x-open'?: boolean;
  const?: unknown;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  description?: string;
};
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema };
type Content = Readonly<Record<string, { schema: Schema }>>;
type Described = {
  operationId: string;
  summary: string;
  parameters: readonly Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Readonly<Record<string, { content?: Content }>>;
};
type Document = {
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  components: { schemas: Readonly<Record<string, Schema>> };
};

/** The typed client as TypeScript: what goes in and comes out of each call of the API, and where each call is. */
export async function generateClient(): Promise<string> {
  const { paths, components } = (await openApi()) as unknown as Document;
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method: method.toUpperCase(), described })),
  );
  const source = [
    '// Generated from the OpenAPI document by `npm run client`. Do not edit.',
    ...Object.entries(components.schemas).map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`),
    '/** Each call of the API: its parameters, its body, and its answer. */',
    'export type Operations = {',
    ...calls.map(
      ({ described }) => `/** ${described.summary} */\n${described.operationId}: ${shapeOf(described)};`,
    ),
    '};',
    '/** Method and path of each call, below `/api`. */',
    'export const operations = {',
    ...calls.map(({ path, method, described }) => `${described.operationId}: ['${method}', '${path}'],`),
    '} as const satisfies Record<keyof Operations, readonly [string, string]>;',
  ].join('\n');
  return format(source, { ...(await resolveConfig(target)), parser: 'typescript' });
}

function shapeOf({ parameters, requestBody, responses }: Described): string {
  const isSuccess = ([status]: readonly [string, unknown]) => status.startsWith('2');
  const answers = Object.entries(responses)
    .filter(isSuccess)
    .map(([, { content }]) => {
      const found = Object.values(content ?? {})[0];
      return found ? typeOf(found.schema) : 'null';
    });
  const bodies = Object.values(requestBody?.content ?? {}).map(({ schema }) => typeOf(schema));
  return `{
    params: ${parametersOf(parameters, 'path')};
    query: ${parametersOf(parameters, 'query')};
    body: ${[...bodies, ...(requestBody?.required ? [] : ['undefined'])].join(' | ')};
    answer: ${answers.join(' | ') || 'null'};
  }`;
}

function parametersOf(parameters: readonly Parameter[], place: Parameter['in']): string {
  const found = parameters.filter((one) => one.in === place);
  if (found.length === 0) return 'Record<never, never>';
  const fields = found.map(
    ({ name, required, schema }) =>
      `${name}${required ? '' : '?'}: ${typeOf(schema)}${required ? '' : ' | undefined'}`,
  );
  return `{ ${fields.join('; ')} }`;
}

/** The TypeScript type of what a JSON schema describes. */
function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.replace(/^.*\//, '');
  if ('const' in schema) return JSON.stringify(schema.const);
  // Codes that are taken in other forms, too, like `de` or `fr-CA`: callers have them as text.
  if (schema['x-open']) return [schema.type].flat().join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map((one) => `(${typeOf(one)})`).join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => `(${typeOf(one)})`).join(' & ');
  if (typeof schema.type === 'object') {
    return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  }
  if (schema.type === 'array') return `(${typeOf(schema.items ?? {})})[]`;
  if (schema.type === 'object') return objectOf(schema);
  return (
    { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' }[
      schema.type ?? ''
    ] ?? 'unknown'
  );
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const comment = schema.description ? `/** ${schema.description.replaceAll('*/', '*\\/')} */\n` : '';
    const isRequired = required.includes(name);
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name);
    return `${comment}${key}${isRequired ? '' : '?'}: ${typeOf(schema)}${isRequired ? '' : ' | undefined'}`;
  });
  if (fields.length > 0) return `{ ${fields.join('; ')} }`;
  return typeof additionalProperties === 'object'
    ? `Record<string, ${typeOf(additionalProperties)}>`
    : 'Record<string, unknown>';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await generateClient());
