import { describe, expect, it } from 'vitest';
import { conditions, findingOf, worstOf } from '../../../../shared/domain/connection/connection.ts';
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
    ['signInRefused', entra('invalid_scope', null)],
    ['audienceRetired', refusedWith('900420')],
    ['tokenWithoutMfa', refusedWith('900421')],
    ['appOnlyRefused', refusedWith('900329')],
    ['conditionalAccess', refusedWith('900309')],
    ['partnerAgreementOpen', refusedWith('900123')],
    ['partnerAgreementOpen', refusedWith('900124')],
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

  it.each([
    ['conditionalAccess', 'invalid_grant', [53000, 53001, 53002, 53003, 53004, 53011, 50158]],
    ['conditionalAccess', 'interaction_required', [530003, 530032, 530034, 530084]],
    ['conditionalAccess', 'invalid_grant', [53008, 53009, 53010, 530021, 530031, 530035, 50142, 700003]],
    ['consentEnded', 'interaction_required', [50072, 50074, 50078]],
    ['consentEnded', 'login_required', [16000]],
    ['accountDisabled', 'invalid_grant', [500341, 50053]],
    ['wrongRegistration', 'unauthorized_client', [7000229, 700038]],
    ['signInRefused', 'invalid_grant', [50105]],
    ['signInRefused', 'invalid_resource', [500011]],
    ['consentEnded', 'invalid_grant', [70043, 700082, 50173]],
    ['consentEnded', 'interaction_required', [50076, 50079]],
    ['identityNotTrusted', 'invalid_client', [700211, 700213]],
    ['identityNotTrusted', 'invalid_request', [700211, 700213]],
    ['wrongRegistration', 'unauthorized_client', [700016]],
    ['wrongRegistration', 'invalid_request', [90002]],
    ['accountDisabled', 'invalid_grant', [50057, 50034]],
    ['appRefused', 'invalid_client', [7000215, 7000222]],
  ] as const)('is %s for the codes of its family, with %s', (condition, error, codes) => {
    for (const code of codes)
      expect([code, findingOf(entra(error, `AADSTS${String(code)}`)).condition]).toEqual([code, condition]);
  });

  it('has another fix for each family of sign-in codes, and none but an ended consent is mended by signing in alone', () => {
    const families = [
      ...['conditionalAccess', 'accountDisabled', 'wrongRegistration', 'identityNotTrusted'],
      ...['consentEnded', 'appRefused', 'tokenWithoutMfa'],
    ] as const;
    const fixes = families.map((name) => conditions[name as keyof typeof conditions].fix ?? '');
    expect(new Set(fixes).size).toBe(families.length);
    expect(fixes.filter((fix) => fix.startsWith('An Admin agent signs in'))).toHaveLength(1);
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
