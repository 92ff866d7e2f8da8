import type { Page } from 'playwright-core';
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

/** Presses Tab, or Shift+Tab, until the control of that name has the focus. */
export async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const focused = await page.evaluate<string>(
      "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''",
    );
    if (name.test(focused.replace(/[\u2066-\u2069]/g, '').trim())) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not lead to ${String(name)}`);
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
