import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { operationsOf } from '../../../shared/contracts/api/operationsOf.ts';
import type { Role } from '../../../shared/domain/caller.ts';
import { screenNeeds, type ScreenPattern } from '../../../shared/portal/screenNeeds.ts';
import { settled, type OpenedPortal, type PersonKey } from './openPortal.ts';

const tailspin = '14876998-c0dc-46e6-9d0c-65a57a6c32ec';
const nobody = '00000000-0000-4000-8000-000000000000';

/** Commands by the screen that has them, as long as the role may make the call. */
const commands: Readonly<Partial<Record<ScreenPattern, Readonly<Record<string, string>>>>> = {
  '/': { 'Check all now': 'startReconciliation' },
  '/customers': { 'Save this view': 'createView', 'Start acceptance': 'inviteCustomer' },
  '/customers/:id': {
    'Start acceptance': 'inviteCustomer',
    'Check now': 'requestCheck',
    Evidence: 'getEvidence',
    'Agreement text': 'getAgreementTemplate',
  },
  '/relationship-invitations': { 'Invite a new company': 'inviteProspect' },
  '/imports': { 'New import': 'createImport' },
  '/webhook-endpoints': { 'Add endpoint': 'createWebhookEndpoint', Deliveries: 'findWebhookDeliveries' },
};

// The overview comes last: it leads a reseller to the customers, which would be there already.
const patterns = (Object.keys(screenNeeds) as ScreenPattern[]).sort(
  (one, other) => Number(one === '/') - Number(other === '/'),
);
const addressOf = (pattern: ScreenPattern): string =>
  pattern.replace(':id', pattern.startsWith('/customers') ? tailspin : nobody);
const hasNoId = (pattern: ScreenPattern): boolean => !/:id|\/new$/.test(pattern);

async function walk(page: Page, path: string): Promise<void> {
  await page.evaluate(`(() => {
    document.activeElement?.blur();
    history.pushState(null, '', '/portal' + ${JSON.stringify(path)});
    dispatchEvent(new PopStateEvent('popstate'));
  })()`);
}

/** What has no name in the tree that screen readers get. */
const nameless = (tree: string): string[] =>
  tree
    .split('\n')
    .filter((line) =>
      /- (button|link|checkbox|radio|textbox|combobox|table|dialog|region|navigation)\b(?! ")/.test(line),
    );

/** Each role sees what the API lets it do, and nothing else. Registered by the test that owns the environment. */
export function rolesJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
  const roles: readonly (Role & PersonKey)[] = ['AdminAgent', 'SalesAgent', 'Viewer', 'Reseller'];
  it.each(roles)(
    'offers %s every screen and command that its role has, and asks for nothing else',
    async (role) => {
      const allowed = operationsOf([role], 'directBill');
      const mayOpen = (pattern: ScreenPattern): boolean => allowed.includes(screenNeeds[pattern]);
      // The tenant of this customer is no reseller's: to one it does not exist.
      const isSeen = (pattern: ScreenPattern): boolean =>
        role !== 'Reseller' || !pattern.startsWith('/customers/');
      const { page } = await open(role, '/readiness');
      const refused: string[] = [];
      page.on('response', (answer) => {
        if (answer.status() === 403) refused.push(answer.url());
      });
      const unlike: string[] = [];
      for (const pattern of patterns) {
        await walk(page, addressOf(pattern));
        const isLed = pattern === '/' && !mayOpen('/');
        await settled(page, (isLed ? '/customers' : addressOf(pattern)).slice(1));
        const title = (await page.locator('h1').innerText()).trim();
        const isRefused = title === 'Your role does not allow this';
        if (isRefused === (mayOpen(pattern) || isLed)) unlike.push(`${pattern}: ${title}`);
        expect(await page.locator('h1').count()).toBe(1);
        expect((await page.title()).startsWith(title)).toBe(true);
        unlike.push(
          ...nameless(await page.locator('body').ariaSnapshot()).map((line) => `${pattern}: ${line}`),
        );
        if (!mayOpen(pattern) || !isSeen(pattern)) continue;
        for (const [name, operation] of Object.entries(commands[pattern] ?? {})) {
          const found = page
            .locator('main')
            .locator('button, a')
            .filter({ hasText: new RegExp(`^${name}$`) });
          const isOffered = (await found.count()) > 0;
          if (isOffered !== allowed.includes(operation))
            unlike.push(`${pattern}: ${name} ${String(isOffered)}`);
        }
      }
      const links = await page
        .locator('#navigation a')
        .evaluateAll((all: { pathname: string }[]) => all.map((one) => one.pathname));
      const inMenu = patterns.filter((one) => hasNoId(one) && mayOpen(one) && one !== '/webhook-deliveries');
      expect([...links].sort()).toEqual(inMenu.map((one) => `/portal${one}`).sort());
      for (const name of ['banner', 'main', 'navigation'] as const)
        expect(await page.getByRole(name).count()).toBe(1);
      expect(unlike).toEqual([]);
      expect(refused).toEqual([]);
      await page.close();
    },
  );
}
