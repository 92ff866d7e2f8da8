import type { HttpHandler } from '@azure/functions';
import { methodsOf } from '../contracts/api/routes.ts';
import { AgreementError } from '../domain/errors.ts';
import { problem } from './problem.ts';

/** Refuses what no other function takes: an unknown path, or a method that a path does not take, which `Allow` tells. */
export const refuseUnknown: HttpHandler = ({ params }, { invocationId }) => {
  const methods = methodsOf(params['path'] ?? '');
  if (methods.length === 0) {
    const failure = new AgreementError(
      'ROUTE_NOT_FOUND',
      'There is no such path. GET /api/v1/openapi.json lists all.',
    );
    return problem(failure, invocationId);
  }
  const allow = methods.join(', ');
  const response = problem(
    new AgreementError('METHOD_NOT_ALLOWED', `This path takes ${allow}.`),
    invocationId,
  );
  return { ...response, headers: { ...response.headers, allow } };
};
