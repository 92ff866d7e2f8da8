import { describe, expect, it } from 'vitest';
import { findingOf, worstOf } from '../../../../shared/domain/connection/connection.ts';
import { AgreementError } from '../../../../shared/domain/errors.ts';

const signIn = (details: AgreementError['details']) =>
  new AgreementError('PARTNER_CENTER_SIGN_IN_FAILED', 'x', details);
const refusedWith = (code: string) => signIn({ partnerCenter: { code, correlationId: 'c' } });
const entra = (error: string, code: string | null) => signIn({ entra: { error, code } });

describe('the condition that a failure shows', () => {
  it.each([
    ['consentEnded', entra('invalid_grant', 'AADSTS700082')],
    ['consentEnded', entra('invalid_grant', null)],
    ['conditionalAccess', entra('invalid_grant', 'AADSTS53003')],
    ['appRefused', entra('invalid_client', 'AADSTS7000222')],
    ['appRefused', entra('unauthorized_client', 'AADSTS700016')],
    ['signInRefused', entra('invalid_scope', null)],
    ['audienceRetired', refusedWith('900420')],
    ['tokenWithoutMfa', refusedWith('900421')],
    ['appOnlyRefused', refusedWith('900329')],
    ['conditionalAccess', refusedWith('900309')],
    ['signInRefused', refusedWith('401')],
    ['accessDenied', new AgreementError('PARTNER_CENTER_DENIED', 'x')],
    ['unavailable', new AgreementError('PARTNER_CENTER_UNAVAILABLE', 'x')],
    ['throttled', new AgreementError('MAIL_THROTTLED', 'x')],
    ['secretsUnavailable', new AgreementError('SECRETS_UNAVAILABLE', 'x')],
    ['mailAccountRefused', new AgreementError('MAIL_SENDER_REFUSED', 'x')],
    ['storageUnavailable', new AgreementError('STORAGE_UNAVAILABLE', 'x')],
    ['notTold', new AgreementError('INTERNAL_ERROR', 'x')],
  ])('is %s', (condition, failure) => {
    expect(findingOf(failure).condition).toBe(condition);
  });

  it('comes with the codes to look up', () => {
    expect(findingOf(entra('invalid_grant', 'AADSTS700082')).facts).toEqual({
      code: 'PARTNER_CENTER_SIGN_IN_FAILED',
      microsoft: 'invalid_grant AADSTS700082',
    });
    expect(findingOf(refusedWith('900420')).facts['microsoft']).toBe('900420');
  });
});

it('the worst part is what the whole is', () => {
  expect([worstOf([]), worstOf(['ok', 'warn']), worstOf(['warn', 'fail', 'ok'])]).toEqual([
    'ok',
    'warn',
    'fail',
  ]);
});
