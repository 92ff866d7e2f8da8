import { compileConstraint, type Constraint } from './routeConstraints.ts';

/** A compiled route template of ASP.NET Core, which the real host uses. */
export type RouteTemplate = {
  /** Lower sorts first: literals before constrained parameters before free ones before catch-alls. */
  precedence: string;
  /** The parameters of a matching path (percent-encoded, starts with `/`), else undefined. */
  match(path: string): Record<string, string> | undefined;
};

type Part = { text: string } | Parameter;

type Parameter = {
  name: string;
  constraints: Constraint[];
  isOptional: boolean;
  isCatchAll: boolean;
  otherwise: string | undefined;
};

/** Compiles a template such as `v1/customers/{tenantId:guid}/{*rest}`. Throws on a malformed one. */
export function compileRoute(template: string): RouteTemplate {
  const segments = splitOutsideBraces(template.replace(/^\/+|\/+$/g, ''), '/')
    .filter((segment) => segment !== '')
    .map(parseSegment);
  const pattern = new RegExp(`^${segments.map(segmentSource).join('')}/?$`, 'i');
  const parameters = segments.flat().filter((part): part is Parameter => 'name' in part);
  return {
    precedence: segments.map(precedenceDigit).join(''),
    match(path) {
      const found = pattern.exec(path);
      if (!found) return undefined;
      const values: Record<string, string> = {};
      for (const [index, parameter] of parameters.entries()) {
        const value = decode(found[index + 1]) ?? parameter.otherwise;
        if (value === undefined) continue;
        if (!parameter.constraints.every((holds) => holds(value))) return undefined;
        values[parameter.name] = value;
      }
      return values;
    },
  };
}

function parseSegment(segment: string): Part[] {
  const parts: Part[] = [];
  let rest = segment;
  while (rest !== '') {
    const open = rest.indexOf('{');
    if (open !== 0) {
      const text = open === -1 ? rest : rest.slice(0, open);
      parts.push({ text });
      rest = rest.slice(text.length);
      continue;
    }
    const end = closingBrace(rest);
    parts.push(parseParameter(rest.slice(1, end)));
    rest = rest.slice(end + 1);
  }
  return parts;
}

function parseParameter(body: string): Parameter {
  const isOptional = body.endsWith('?');
  const [declaration = '', otherwise] = splitOutsideBraces(isOptional ? body.slice(0, -1) : body, '=');
  const [head = '', ...constraints] = splitOutsideBraces(declaration, ':');
  const [, stars = '', name] = /^(\*{0,2})(\w+)$/.exec(head) ?? [];
  if (name === undefined) throw new Error(`the route parameter {${body}} is malformed`);
  return {
    name,
    constraints: constraints.map(compileConstraint),
    isOptional: isOptional || otherwise !== undefined,
    isCatchAll: stars !== '',
    otherwise,
  };
}

function segmentSource(parts: Part[]): string {
  const [only] = parts;
  if (parts.length === 1 && only && 'name' in only) {
    if (only.isCatchAll) return '(?:/(.*))?';
    return only.isOptional ? '(?:/([^/]+))?' : '/([^/]+)';
  }
  const source = parts.map((part) => ('text' in part ? escape(part.text) : '([^/]+?)'));
  return `/${source.join('')}`;
}

/** The order of ASP.NET Core's inbound matching (public source). */
function precedenceDigit(parts: Part[]): string {
  const [only] = parts;
  if (parts.length > 1 || !only) return '2';
  if ('text' in only) return '1';
  const free = only.isCatchAll ? 5 : 3;
  return String(only.constraints.length > 0 ? free - 1 : free);
}

/** Splits at a separator that stands outside braces (of a parameter) and parentheses (of a constraint). */
function splitOutsideBraces(text: string, separator: string): string[] {
  const pieces = [''];
  let depth = 0;
  for (const character of text) {
    if ('{('.includes(character)) depth++;
    if ('})'.includes(character)) depth--;
    if (character === separator && depth === 0) pieces.push('');
    else pieces.push(`${pieces.pop() ?? ''}${character}`);
  }
  return pieces;
}

function closingBrace(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`the route segment ${text} lacks a closing brace`);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Kestrel leaves an encoded slash and a broken escape as they are. */
function decode(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  return value
    .split(/(%2f)/i)
    .map((piece) => {
      try {
        return /^%2f$/i.test(piece) ? piece : decodeURIComponent(piece);
      } catch {
        return piece;
      }
    })
    .join('');
}
