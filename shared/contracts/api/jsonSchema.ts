import * as z from 'zod';

export type Json = Readonly<Record<string, unknown>>;
export type Io = 'input' | 'output';
type Schema = { properties?: Record<string, unknown>; required?: string[]; $defs?: Record<string, unknown> };
type Mutable = Record<string, unknown>;

/** A schema with an id becomes a component; those inside it likewise. */
export function schemaOf(schema: z.ZodType, io: Io, schemas: Record<string, unknown>): Json {
  const { $defs = {}, ...own } = toJsonSchema(schema, io);
  for (const [id, definition] of Object.entries($defs)) schemas[id] = relink(definition);
  const id = z.globalRegistry.get(schema)?.id;
  if (!id) return relink(own);
  // A schema with an id may come back as a reference to its own definition, which is a component already.
  if (!('$ref' in own)) schemas[id] = relink(own);
  return { $ref: `#/components/schemas/${id}` };
}

/** Parameters of a path or a query. */
export function parametersOf(place: 'path' | 'query', schema: z.ZodType): Json[] {
  const { properties = {}, required = [] } = toJsonSchema(schema, 'input');
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = relink(property);
    return {
      ...{ name, in: place, required: required.includes(name) },
      ...(description ? { description } : {}),
      schema: rest,
    };
  });
}

function toJsonSchema(schema: z.ZodType, io: Io): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    ...{ io, unrepresentable: 'any' },
    override: ({ zodSchema, jsonSchema }) => {
      asOnTheWire(jsonSchema, io);
      // Left out where the value is another one on the wire, as a number in a query is.
      const { def } = zodSchema._zod;
      if (def.type === 'default' && io === 'input') jsonSchema.default ??= def.defaultValue as never;
    },
  }) as Schema & Json;
  return rest;
}

/** `wire` says how a value is written that is text in the query and becomes another thing, like a number. */
function asOnTheWire(schema: Mutable, io: Io): void {
  const { wire } = schema;
  if (typeof wire === 'object' && wire !== null) {
    const { description, examples, default: usual } = schema;
    for (const key of Object.keys(schema)) Reflect.deleteProperty(schema, key);
    Object.assign(schema, wire);
    if (description !== undefined) schema['description'] = description;
    if (examples !== undefined) schema['examples'] = examples;
    if (usual !== undefined) schema['default'] ??= usual;
  }
  // Answers may get more members one day, and a client that refuses them would break.
  if (io === 'output' && schema['additionalProperties'] === false) {
    Reflect.deleteProperty(schema, 'additionalProperties');
  }
}

function relink(part: unknown): Json {
  const text = JSON.stringify(part).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { id: _id, ...schema } = plain(JSON.parse(text)) as Json;
  return schema;
}

/** Nullable parts as strict generators read them, and whole numbers without the bounds of JavaScript. */
function plain(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(plain);
  if (typeof part !== 'object' || part === null) return part;
  const schema = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, plain(value)]));
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) Reflect.deleteProperty(schema, 'minimum');
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) Reflect.deleteProperty(schema, 'maximum');
  return nullable(schema);
}

function nullable(schema: Mutable): Json {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const others = (anyOf as Json[]).filter(({ type }) => type !== 'null');
  const [only] = others;
  if (others.length === anyOf.length || !only) return schema;
  if (others.length > 1 || typeof only['type'] !== 'string') {
    return { oneOf: [...others, { type: 'null' }], ...rest };
  }
  const { type, enum: values, ...inner } = only;
  const known = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
  return { type: [type, 'null'], ...known, ...inner, ...rest };
}
