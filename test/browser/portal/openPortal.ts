import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Browser } from '../browser.ts';

/** The people of the sign-in page, by the value of their button. */
export type PersonKey = 'AdminAgent' | 'SalesAgent' | 'Viewer' | 'Reseller' | 'OtherReseller' | 'NoRole';

export type OpenedPortal = {
  readonly page: Page;
  /** What the browser complained of since the page was opened: each is a fault of ours. */
  readonly complaints: string[];
};

/** Opens an address of the portal as a person: signs in where the browser is asked to. */
export async function openPortal(
  { context }: Browser,
  portalUrl: string,
  to: { readonly as: PersonKey; readonly path: string },
): Promise<OpenedPortal> {
  await context.clearCookies();
  // Another page would hand on its sign-in.
  for (const other of context.pages().slice(1)) await other.close();
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(`${portalUrl}/portal${to.path}`);
  await page.locator(`button[value="${to.as}"]`).click();
  await page.locator('h1').waitFor();
  return { page, complaints };
}

/** Only a control that Tab never reaches takes this long, on however slow a machine. */
const tabbingMs = 120_000;

/** Presses Tab until one of these controls has the focus. It waits for them first: a list may still be loading. */
export async function tabTo(page: Page, controls: Locator): Promise<void> {
  await controls.first().waitFor();
  const end = Date.now() + tabbingMs;
  while ((await controls.and(page.locator(':focus')).count()) === 0) {
    if (Date.now() > end) throw new Error(`Tab does not lead to ${String(controls)}`);
    await page.keyboard.press('Tab');
  }
}

/** Waits until one of these controls has the focus, which the page gives it by itself. */
export async function focusOn(page: Page, controls: Locator): Promise<void> {
  await controls.and(page.locator(':focus')).waitFor();
}

/** Waits until the heading of another screen is there, and what it shows is read. */
export async function settled(page: Page, path: string): Promise<void> {
  await page.waitForURL(({ pathname }) => pathname === `/portal/${path}`);
  // A screen gives its heading the focus when it opens; the heading of the one before does not have it.
  await focusOn(page, page.locator('h1'));
  await expect.poll(() => page.locator('.skeleton').count()).toBe(0);
}

/** Bytes of the portal's own files that this page took: as they came (`transferSize`), or as they are compressed. */
export function assetBytes(page: Page, size: 'transferSize' | 'encodedBodySize'): Promise<number> {
  return page.evaluate<number>(
    `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/portal/assets/'))
      .reduce((sum, entry) => sum + entry.${size}, 0)`,
  );
}

/** Pastes a text into what has the focus, as Ctrl+V does. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  })()`);
}
