import type { HttpHandler } from '@azure/functions';
import { methodsOf } from '../contracts/api/routes.ts';
import { AgreementError } from '../domain/errors.ts';
import { readLanguage } from '../domain/language.ts';
import { linkHeaders } from './pageHeaders.ts';
import { problem } from './problem.ts';

/** The address of a customer's answer: opened without one (in a second tab, in another language), it leads to the link. */
const answered = /^i\/([\w-]{1,100})\/(?:accepted|decline|undo|refuse|renew)$/;

/** Refuses what no other function takes: an unknown path, or a method that a path does not take, which `Allow` tells. */
export const refuseUnknown: HttpHandler = ({ method, params, query }, { invocationId }) => {
  const token = answered.exec(params['path'] ?? '')?.[1];
  if (token !== undefined && (method === 'GET' || method === 'HEAD')) {
    const language = readLanguage(query.get('lang'));
    const location = `/api/i/${token}${language ? `?lang=${language}` : ''}`;
    return { status: 302, headers: { ...linkHeaders, location } };
  }
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
