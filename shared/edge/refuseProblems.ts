import { AgreementError, type FieldError } from '../domain/errors.ts';

/** At most this many broken rules are told at once. */
const toldAtOnce = 10;

/** @throws {AgreementError} `INVALID_INPUT` with the problems, each below `at` (a JSON pointer); nothing without any */
export function refuseProblems(problems: readonly FieldError[], at = ''): void {
  if (problems.length === 0) return;
  const fields = problems
    .slice(0, toldAtOnce)
    .map(({ pointer, message }) => ({ pointer: at + pointer, message }));
  throw new AgreementError('INVALID_INPUT', 'The brand breaks a rule of mails.', { fields });
}
