import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { OpenedPortal, PersonKey } from './openPortal.ts';

const choose = (page: Page, name: string, text: string | Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** What a click on a button of that name saves. */
async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

/** An agent imports a file; registered by the test that owns the environment. */
export function importsJourney(open: (as: PersonKey, path: string) => Promise<OpenedPortal>): void {
  it('imports a file: faults of file, columns and rows before anything is sent, then results beside the own rows', async () => {
    const { page, complaints } = await open('AdminAgent', '/imports');
    await page.getByRole('link', { name: 'New import' }).first().click();
    expect(await saved(page, 'Download template')).toBe(
      '\uFEFFdomain,firstName,lastName,email,language,note,delivery\r\n',
    );

    // Faults of the file.
    await choose(page, 'book.xlsx', 'PK\u0003\u0004');
    await page.getByText('This is a workbook, not a CSV file').waitFor();
    await choose(page, 'old.csv', Buffer.from('Müller;x', 'latin1'));
    await page.getByText('The file is not in UTF-8').waitFor();
    await choose(page, 'none.csv', 'domain;email');
    await page.getByText('There is no row below the header').waitFor();

    // Columns: by their names in any of our languages; what is missing is named, and mended by hand.
    const file = [
      'Firma;Domäne;Vorname;Nachname;Wohin',
      '"Nod; Publishers";nodpublishersmx.onmicrosoft.com;Åsa;Söderberg;asa@nod.example',
      '',
      'Nowhere;nowhere.onmicrosoft.com;A;B;a@nowhere.example',
    ].join('\n');
    await choose(page, 'Kunden.csv', file);
    await page.getByText('Choose the column for: \u2068E-mail\u2069').waitFor();
    await expect.poll(() => page.getByLabel('Read as: \u2068Vorname\u2069').inputValue()).toBe('firstName');
    await page.getByLabel('Read as: \u2068Wohin\u2069').selectOption('email');

    // Rows: judged, and nothing is sent.
    await page.getByRole('button', { name: 'Check 2 rows' }).click();
    await page.getByText('No such customer. New customers appear within minutes.').waitFor();
    await page.getByRole('button', { name: /^Refused/ }).click();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.waitForURL(({ searchParams }) => searchParams.get('show') === 'refused');
    const refused = await saved(page, 'Download refused rows');
    expect(refused).toContain('Nowhere,nowhere.onmicrosoft.com,A,B,a@nowhere.example,Refused,');
    expect(refused).not.toContain('Publishers');

    await page.getByRole('button', { name: 'Send 1 invitation' }).click();
    await page.getByRole('heading', { level: 1, name: 'Invitations from a list' }).waitFor();
    await page.getByText('2 of 2 rows are settled').waitFor();
    await page.getByText('No such customer').first().waitFor();
    const result = await saved(page, 'Download result');
    expect(result).toContain(
      'Nod; Publishers,nodpublishersmx.onmicrosoft.com,Åsa,Söderberg,asa@nod.example,Done',
    );
    expect(result).toContain('Nowhere,nowhere.onmicrosoft.com,A,B,a@nowhere.example,Refused,');

    // After a reload the own file is asked for again; the list knows the import and who began it.
    await page.reload();
    await page.getByText('Choose your file again').waitFor();
    await choose(page, 'Kunden.csv', file);
    expect(await saved(page, 'Download result')).toBe(result);
    await page.getByRole('link', { name: 'Imports' }).first().click();
    await page.getByRole('link', { name: 'Invitations from a list' }).first().waitFor();
    await expect.poll(() => page.getByText('Mara Lindqvist').count()).toBeGreaterThan(1);

    // The columns of the last file are remembered.
    await page.getByRole('link', { name: 'New import' }).first().click();
    await choose(page, 'Kunden.csv', file);
    await expect.poll(() => page.getByLabel('Read as: \u2068Wohin\u2069').inputValue()).toBe('email');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('stops an import whose rows still wait, once asked twice', async () => {
    const { page, complaints } = await open('AdminAgent', '/imports');
    let state = 'running';
    const counts = () => ({
      rows: 30,
      waiting: state === 'running' ? 20 : 0,
      done: 10,
      refused: 0,
      cancelled: state === 'running' ? 0 : 20,
    });
    const body = () => ({
      ...{
        id: 'some',
        action: 'invite',
        by: '11111111-1111-4111-8111-111111111111',
        state,
        counts: counts(),
        warnings: [],
        items: [],
      },
      ...{ createdAt: '2026-11-30T10:00:00Z', finishedAt: null, continuationToken: null },
      estimatedEndAt: null,
    });
    await page.route('**/api/v1/imports/some**', (route) => {
      if (route.request().method() === 'POST') state = 'cancelled';
      return route.fulfill({ json: body() });
    });
    await page.goto(page.url().replace('/imports', '/imports/some'));
    await page.getByText('10 of 30 rows are settled').waitFor();
    await page.getByRole('button', { name: 'Stop import' }).click();
    await page.getByRole('heading', { name: /Stop the \D?20\D? rows that still wait/ }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop import' }).click();
    await page.getByText('Stopped', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Stop import' }).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await page.close();
  });
}
