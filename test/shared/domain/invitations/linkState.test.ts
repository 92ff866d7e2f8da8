import { describe, expect, it } from 'vitest';
import type { Attestation } from '../../../../shared/domain/customers/attestation.ts';
import type { AgreementRecord, Invitation } from '../../../../shared/domain/customers/record.ts';
import {
  attestationLinkState,
  decideRenewal,
  invitationLinkState,
} from '../../../../shared/domain/invitations/linkState.ts';
import { at, none, recordAfter } from '../customers/records.ts';

const invitation = (changes: Partial<Invitation>): AgreementRecord => ({
  ...recordAfter(none),
  invitation: {
    ...{ number: 1, state: 'expired', createdAt: at(2), expiresAt: at(10), resentAt: [] },
    ...changes,
  } as unknown as Invitation,
});
const attestation = (number: number, email: string) =>
  ({ number, state: 'waiting', signatory: { email }, closesAt: at(100) }) as unknown as Attestation;

describe('the link of an invitation that has ended', () => {
  it('says that another was asked for, until the partner has sent one', () => {
    const ended = invitation({});
    expect(decideRenewal(ended, { about: 'invitation', number: 1 }, at(12))).toHaveLength(1);
    const wanted = { ...ended, renewalWantedAt: at(12) };
    expect(invitationLinkState(wanted, 1, at(13))).toEqual({ kind: 'wanted' });
    expect(decideRenewal(wanted, { about: 'invitation', number: 1 }, at(13))).toEqual([]);
    const answered = { ...invitation({ resentAt: [at(14)] }), renewalWantedAt: at(12) };
    expect(invitationLinkState(answered, 1, at(15))).toEqual({ kind: 'expired', until: at(10) });
    const anew = { ...invitation({ createdAt: at(14), number: 2 }), renewalWantedAt: at(12) };
    expect(invitationLinkState(anew, 2, at(15)).kind).toBe('expired');
  });
});

describe("the link of a signatory's earlier attestation", () => {
  const record = (email: string): AgreementRecord => ({
    ...recordAfter(none),
    attestation: attestation(2, 'Nina@tailspintoys.example'),
    watchedAttestations: [attestation(1, email)],
  });

  it('leads to the newer one of the same person, and names it to no other', () => {
    expect(attestationLinkState(record('nina@tailspintoys.example'), 1, at(5))).toEqual({
      kind: 'newer',
      number: 2,
    });
    expect(attestationLinkState(record('olga@tailspintoys.example'), 1, at(5))).toEqual({ kind: 'replaced' });
  });
});
