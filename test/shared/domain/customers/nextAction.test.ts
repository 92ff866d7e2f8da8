import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../shared/domain/caller.ts';
import { readinessFor } from '../../../../shared/domain/customers/nextAction.ts';
import { statuses, type Status } from '../../../../shared/domain/customers/record.ts';
import { partnerTypes, type PartnerType } from '../../../../shared/domain/partnerCenter/partnerType.ts';

const customer = { domain: 'tailspin.onmicrosoft.com', country: 'US' };
const actionFor = (
  known: { status: Status; domain?: string; country?: string | null; cannotAcceptDirectly?: boolean },
  role: Role = 'AdminAgent',
  partnerType: PartnerType = 'directBill',
) => readinessFor({ ...customer, ...known }, { roles: [role], partnerType }).nextAction;
const commands = ['invite', 'attest', 'resend', 'correctRecipient'];

describe('the next action', () => {
  it.each([
    ['AdminAgent', 'invite'],
    ['SalesAgent', 'invite'],
    ['Viewer', 'askAgent'],
    ['Reseller', 'askProvider'],
  ] as const)('of a customer who has to accept is for %s: %s', (role, action) => {
    expect(actionFor({ status: 'required' }, role)).toBe(action);
  });

  it.each(['Viewer', 'Reseller'] as const)('is never a command or a check for %s', (role) => {
    for (const status of statuses) expect([...commands, 'check']).not.toContain(actionFor({ status }, role));
  });

  it.each(partnerTypes)('names an attestation only where %s may attest', (partnerType) => {
    const action = actionFor({ status: 'required', cannotAcceptDirectly: true }, 'AdminAgent', partnerType);
    expect(action).toBe(partnerType === 'indirectReseller' ? 'askProvider' : 'attest');
  });

  it.each([
    { domain: 'tailspin.onmicrosoft.us' },
    { domain: 'tailspin.partner.onmschina.cn' },
    { country: 'CN' },
  ])('is no command where it would be refused: %j', (elsewhere) => {
    for (const status of statuses) {
      for (const cannotAcceptDirectly of [false, true]) {
        expect(commands).not.toContain(actionFor({ status, cannotAcceptDirectly, ...elsewhere }));
      }
    }
  });

  it('stands where no country is known yet', () => {
    expect(actionFor({ status: 'required', country: null })).toBe('invite');
  });
});
