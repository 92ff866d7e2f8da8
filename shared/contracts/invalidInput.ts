import type * as z from 'zod';
import { AgreementError, type FieldError } from '../domain/errors.ts';

const maxErrors = 10;

/** Parses input of ours at the border. @throws {AgreementError} `INVALID_INPUT` naming places, never values */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  where: string,
): z.output<Schema> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new AgreementError('INVALID_INPUT', `The ${where} breaks a rule.`, {
    fields: fieldErrors(result.error),
  });
}

function fieldErrors({ issues }: z.core.$ZodError): FieldError[] {
  return issues
    .slice(0, maxErrors)
    .flatMap(issuesMeant)
    .flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys')
        return [{ pointer: pointer(issue.path), message: messageOf(issue) }];
      return issue.keys.map((key) => ({
        pointer: pointer([...issue.path, key.slice(0, 100)]),
        message: 'is not known',
      }));
    })
    .slice(0, maxErrors);
}

/** Of a union, what is wrong by the one form whose type fits what was sent. */
function issuesMeant(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const isOfOtherType = ([first]: readonly z.core.$ZodIssue[]) =>
    first?.code === 'invalid_type' && first.path.length === 0;
  const meant = issue.errors.find((issues) => !isOfOtherType(issues));
  return meant ? meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] })) : [issue];
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Zod's own words may quote what was sent; ours do not. */
function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `is not of type ${issue.expected}`;
    case 'invalid_value':
      return issue.message.startsWith('is ')
        ? issue.message
        : `is not one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.message.startsWith('is ') ? issue.message : `is less than ${String(issue.minimum)}`;
    case 'too_big':
      return issue.message.startsWith('is ') ? issue.message : tooBig(issue.origin, issue.maximum);
    case 'invalid_format':
    case 'custom':
      return issue.message;
    default:
      return 'is not valid';
  }
}

function tooBig(origin: z.core.$ZodIssueTooBig['origin'], maximum: number | bigint): string {
  if (origin === 'string') return `is longer than ${String(maximum)} characters`;
  return origin === 'array' ? `has more than ${String(maximum)} items` : `is more than ${String(maximum)}`;
}
