import type { Json } from './jsonSchema.ts';

const byFormat: Readonly<Record<string, string>> = {
  'date-time': '2026-03-02T09:00:00.000Z',
  date: '2026-03-02',
  uuid: '14876998-c0dc-46e6-9d0c-65a57a6c32ec',
  email: 'tania@tailspintoys.example',
  uri: 'https://hooks.partner.example/',
};
/** Texts whose pattern no plain word fits. */
const byName: Readonly<Record<string, string>> = {
  acceptedAt: '2026-03-02',
  culture: 'en-us',
  country: 'US',
  domain: 'tailspintoys.onmicrosoft.com',
  phone: '+1 425 555 0100',
  supportPhone: '+1 425 555 0100',
  language: 'en',
  postalCode: '98052',
  query: 'status=invited',
  primaryColor: '#0f6cbd',
};

/** A value that fits a schema: its own example or default, else one made of its parts. */
export function exampleOf(schema: Json, schemas: Readonly<Record<string, unknown>>, name = ''): unknown {
  const { $ref, examples, default: usual, const: only, enum: values, oneOf, anyOf, allOf } = schema;
  if (typeof $ref === 'string')
    return exampleOf(schemas[$ref.split('/').at(-1) ?? ''] as Json, schemas, name);
  if (Array.isArray(examples)) return examples[0];
  if (usual !== undefined) return usual;
  if (only !== undefined) return only;
  if (Array.isArray(values)) return values[0];
  const [first] = [oneOf, anyOf, allOf].flatMap((one) => (Array.isArray(one) ? (one as Json[]) : []));
  if (first) return exampleOf(first, schemas, name);
  return ofType(schema, schemas, name);
}

function ofType(schema: Json, schemas: Readonly<Record<string, unknown>>, name: string): unknown {
  const type = Array.isArray(schema['type']) ? (schema['type'] as unknown[])[0] : schema['type'];
  switch (type) {
    case 'object': {
      const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
      return Object.fromEntries(properties.map(([key, part]) => [key, exampleOf(part, schemas, key)]));
    }
    case 'array': {
      const items = schema['items'] as Json | undefined;
      return items ? [exampleOf(items, schemas, name)] : [];
    }
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'string':
      return byFormat[String(schema['format'])] ?? byName[name] ?? 'text';
    default:
      return {};
  }
}
