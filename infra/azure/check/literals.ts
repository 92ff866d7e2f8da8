/** What the compiler says of one environment: every resource with the values that Azure would get. */
export type Snapshot = { readonly predictedResources: readonly PredictedResource[] };

export type PredictedResource = {
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly [member: string]: unknown;
};

/**
 * A snapshot as a template without parameters and expressions. In the templates themselves most values come from
 * parameters and variables, of which the compiler knows no more than that they are texts; of these it knows every
 * character, so it holds each property of each resource to Microsoft's types: existence, allowed values, ranges, lengths.
 * What only Azure knows stands for any text.
 */
export function writeLiterals({ predictedResources }: Snapshot): Readonly<Record<Scope, string>> {
  const text = (scope: Scope): string => {
    const all = predictedResources.filter((one) => scopeOf(one) === scope);
    return [`targetScope = '${scope}'`, 'param unknown string', ...all.map(writeResource)].join('\n') + '\n';
  };
  return { resourceGroup: text('resourceGroup'), subscription: text('subscription') };
}

type Scope = 'resourceGroup' | 'subscription';

function scopeOf({ type }: PredictedResource): Scope {
  return type === 'Microsoft.Resources/resourceGroups' ? 'subscription' : 'resourceGroup';
}

function writeResource(
  { id: _id, type, apiVersion, scope: _scope, ...members }: PredictedResource,
  at: number,
): string {
  return `resource r${String(at)} '${type}@${apiVersion}' = ${write(members)}`;
}

function write(value: unknown): string {
  if (typeof value === 'string') return isExpression(value) ? 'unknown' : quote(value);
  // Bicep has whole numbers only.
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : `json('${String(value)}')`;
  if (Array.isArray(value)) return `[\n${value.map(write).join('\n')}\n]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, one]) => `${writeName(name)}: ${write(one)}`);
  return `{\n${members.join('\n')}\n}`;
}

function writeName(name: string): string {
  return isExpression(name) ? "'${unknown}'" : quote(name);
}

/** `[…]` is worked out by Azure; `[[` begins a text. */
function isExpression(text: string): boolean {
  return text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']');
}

function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('${', '\\${')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
  return `'${escaped}'`;
}
