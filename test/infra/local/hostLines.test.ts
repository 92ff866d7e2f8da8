import { expect, it } from 'vitest';
import { tellsOfPeopleOrFailures } from '../../../infra/local/hostLines.ts';

it.each([
  'information [inviteCustomer] POST /api/v1/customers/{customerTenantId}/invitations 202 in 12 ms',
  'information [openInvitation] GET /api/i/{token} 302 in 8 ms',
  'warning queue mails: RestError (503)',
  'error [sendMail] attempt 1 failed: AgreementError',
  'critical uncaught: Error',
  '[2026-11-30T10:00:00.000Z] a line of Core Tools',
])('shows %j after Ready', (line) => {
  expect(tellsOfPeopleOrFailures(line)).toBe(true);
});

it.each([
  'information 61 functions on http://127.0.0.1:7071',
  'information [listCustomers] GET /api/v1/customers 200 in 9 ms',
  'information [reconcileAgreements] 24 customers are due',
  'information [receivePartnerCenterEvent] POST /api/v1/webhooks/partner-center 200 in 5 ms',
])('leaves %j to --verbose', (line) => {
  expect(tellsOfPeopleOrFailures(line)).toBe(false);
});
