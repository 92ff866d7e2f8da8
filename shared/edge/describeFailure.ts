import { AgreementError } from '../domain/errors.ts';

/**
 * A failure in words that may be logged: names, codes and places. Messages of others' errors are left
 * out, since libraries quote addresses, bodies and connection strings in them.
 */
export function describeFailure(failure: unknown): Record<string, unknown> {
  if (!(failure instanceof Error)) return { name: typeof failure };
  const planned = failure instanceof AgreementError;
  const { code, statusCode } = failure as { code?: unknown; statusCode?: unknown };
  return {
    name: failure.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
    ...(planned ? { message: failure.message } : { frames: frames(failure) }),
    ...(planned && failure.details.microsoft ? { microsoft: failure.details.microsoft } : {}),
    ...(failure.cause instanceof Error ? { cause: describeFailure(failure.cause) } : {}),
  };
}

function frames({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 6);
}
