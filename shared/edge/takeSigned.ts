import type { HttpHandler } from '@azure/functions';
import { AgreementError } from '../domain/errors.ts';
import { limitAnonymous } from './anonymousLimit.ts';
import { parseJson, readBytes } from './body.ts';
import { describeFailure } from './describeFailure.ts';
import { statusOf } from '../contracts/statusOf.ts';
import { problem } from './problem.ts';

type Signed = { readonly body: Uint8Array; header(name: string): string | null };

/**
 * Takes requests whose authority is a signature over the bytes of their body: verified before the body
 * is read. Answers 200, which is what Microsoft's sample of a good delivery shows.
 */
export function takeSigned(
  verify: (signed: Signed) => Promise<void>,
  take: (json: unknown) => Promise<Readonly<Record<string, unknown>>>,
): HttpHandler {
  return async (request, context) => {
    try {
      limitAnonymous('notifications', request);
      const body = await readBytes(request);
      await verify({ body, header: (name) => request.headers.get(name) });
      const taken = await take(parseJson(body));
      context.log(JSON.stringify({ event: 'taken', ...taken }));
      return { status: 200, headers: { 'cache-control': 'no-store' }, jsonBody: taken };
    } catch (failure) {
      const isTheSenders = failure instanceof AgreementError && statusOf[failure.code] < 500;
      const line = JSON.stringify({ event: 'refused', ...describeFailure(failure) });
      if (isTheSenders) context.log(line);
      else context.error(line);
      const { headers, ...answer } = problem(failure, context.invocationId);
      const scheme = answer.status === 401 ? { 'www-authenticate': 'Signature' } : {};
      return { ...answer, headers: { ...headers, ...scheme } };
    }
  };
}
