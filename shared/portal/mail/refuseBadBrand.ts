import type { MailBrand } from '../../domain/mailBrand.ts';
import { AgreementError } from '../../domain/errors.ts';
import { mailBrandProblems } from './mailBrand.ts';

/** At most this many broken rules are told at once. */
const toldAtOnce = 10;

/** @throws {AgreementError} `INVALID_INPUT` that says where, below `at` (a JSON pointer), and what */
export function refuseBadBrand(brand: MailBrand, at = ''): void {
  const problems = mailBrandProblems(brand);
  if (problems.length === 0) return;
  const fields = problems
    .slice(0, toldAtOnce)
    .map(({ pointer, message }) => ({ pointer: at + pointer, message }));
  throw new AgreementError('INVALID_INPUT', 'The brand breaks a rule of mails.', { fields });
}
