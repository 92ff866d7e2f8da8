/** Whether a route value is accepted. */
export type Constraint = (value: string) => boolean;

type Check = (value: string, argument: string) => boolean;

const isWhole = (value: string) => /^[+-]?\d+$/.test(value);
const isNumber = (value: string) => value.trim() !== '' && Number.isFinite(Number(value));

/** The inline constraints of ASP.NET Core route templates (documented). */
const checks: Record<string, Check> = {
  int: (value) => isWhole(value) && Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31,
  long: isWhole,
  bool: (value) => /^(true|false)$/i.test(value),
  guid: (value) => /^(\{|\()?[0-9a-f]{8}(-?)([0-9a-f]{4}\2){3}[0-9a-f]{12}(\}|\))?$/i.test(value),
  alpha: (value) => /^[a-z]*$/i.test(value),
  decimal: isNumber,
  double: isNumber,
  float: isNumber,
  datetime: (value) => !Number.isNaN(Date.parse(value)),
  required: (value) => value !== '',
  minlength: (value, least) => value.length >= Number(least),
  maxlength: (value, most) => value.length <= Number(most),
  length: (value, range) => {
    const [least = 0, most = least] = range.split(',').map(Number);
    return value.length >= least && value.length <= most;
  },
  min: (value, least) => isWhole(value) && Number(value) >= Number(least),
  max: (value, most) => isWhole(value) && Number(value) <= Number(most),
  range: (value, range) => {
    const [least = -Infinity, most = Infinity] = range.split(',').map(Number);
    return isWhole(value) && Number(value) >= least && Number(value) <= most;
  },
  regex: (value, pattern) => new RegExp(pattern, 'i').test(value),
};

/** Compiles a constraint such as `int` or `length(3,5)`. Throws on an unknown one. */
export function compileConstraint(constraint: string): Constraint {
  const [, name = '', argument = ''] = /^(\w+)(?:\((.*)\))?$/s.exec(constraint) ?? [];
  const check = checks[name.toLowerCase()];
  if (!check) throw new Error(`the route constraint ${constraint} is unknown`);
  // A template doubles the braces that belong to a regular expression.
  const plain = argument.replace(/([{}])\1/g, '$1');
  return (value) => check(value, plain);
}
