import { expect, it } from 'vitest';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

/** An Admin agent gives the mails a look; registered by the test that owns the environment. */
export function brandJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
  it('gives the mails a look: judged while typed, seen before it is saved, and kept when somebody else saves', async () => {
    const { page, complaints } = await open('AdminAgent', '/mail-brand');
    const mail = page.frameLocator('iframe');
    await mail.getByText('Kind regards').waitFor();

    await page.getByLabel('Use our own colours').check();
    await page.getByLabel('Button', { exact: true }).fill('#ffcc00');
    await page.getByText('Too little contrast').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await page.getByLabel('Text on the button', { exact: true }).fill('#1b1b1b');
    await page.getByText('Too little contrast').waitFor({ state: 'detached' });

    await page.getByRole('combobox', { name: 'Language' }).first().selectOption('de');
    await page.getByText('End of every mail').click();
    await page.getByRole('button', { name: 'Write your own' }).last().click();
    await page.getByLabel('Regards').fill('Herzlich, ');
    await page.getByLabel('Regards').press('End');
    await page.getByRole('button', { name: 'Insert {$partnerName}' }).click();
    await mail.getByText('Herzlich, Fabrikam Cloud').waitFor();

    await page.getByLabel('Support phone').fill('+49 30 901820');
    await page.getByLabel('Person to ask for').fill('Ana Müller');
    await mail.getByText('Ana Müller').first().waitFor();

    // Leaving keeps the draft; so does a save by somebody else.
    await page.getByRole('link', { name: 'Queues' }).click();
    await page.getByRole('heading', { level: 1, name: 'Queues' }).waitFor();
    await page.goBack();
    await expect.poll(() => page.getByLabel('Button', { exact: true }).inputValue()).toBe('#ffcc00');
    let saves = 0;
    const same = { partnerName: 'Fabrikam Cloud', supportEmail: 'support@fabrikam.example' };
    await page.route('**/api/v1/mail-brand', async (route) => {
      if (route.request().method() !== 'PUT' || saves > 0) return route.continue();
      saves += 1;
      // Somebody else saves a moment earlier.
      await route.fetch({ postData: JSON.stringify({ ...same, replaces: 0 }) });
      return route.continue();
    });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/Version \D?1\D? was saved meanwhile/).waitFor();
    await page.getByText(/Different from your draft: .*Support phone.*Colours,? and Texts/).waitFor();
    await page.getByRole('button', { name: 'Save my draft' }).click();
    await page.getByText(/Version \D?2\D? is saved/).waitFor();
    await page.getByText('In use').first().waitFor();
    await page.reload();
    await page.getByLabel('Person to ask for').waitFor();
    expect(await page.getByLabel('Person to ask for').inputValue()).toBe('Ana Müller');

    await page.getByRole('button', { name: /^Take into the form/ }).click();
    await page.getByText('Not saved yet').waitFor();
    await expect.poll(() => page.getByLabel('Use our own colours').isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByLabel('Button', { exact: true }).waitFor();
    // The refusal of the save that came too late is the only thing that the browser may tell of.
    expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
    await page.close();
  });

  it('shows the look to people who may only read, without a way to change it', async () => {
    const { page } = await open('Viewer', '/mail-brand');
    await page.getByLabel('Company name').waitFor();
    await expect.poll(() => page.getByLabel('Company name').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /Save|Write your own|Take into/ }).count()).toBe(0);
    await page.close();
  });
}
