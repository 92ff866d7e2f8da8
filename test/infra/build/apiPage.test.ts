import { beforeAll, describe, expect, it } from 'vitest';
import { renderApiPage } from '../../../infra/build/apiPage.ts';
import { operations } from '../../../shared/contracts/api/operations.ts';
import type { Operation } from '../../../shared/contracts/operation.ts';

let page: string;
beforeAll(async () => {
  page = await renderApiPage();
});

describe('the page of the API', () => {
  it('has every call with its path, once', () => {
    for (const [name, { method, route }] of Object.entries<Operation>(operations)) {
      expect(page.split(`<article id="${name}">`).length).toBe(2);
      expect(page).toContain(`<code>${method} /${route}</code>`);
    }
  });

  it('has links that lead somewhere, runs nothing and loads nothing', () => {
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id);
    expect(links.filter((id) => !page.includes(`id="${id}"`))).toEqual([]);
    expect(links.length).toBeGreaterThan(10);
    expect(page).not.toMatch(/<script|<link|src=|https?:\/\/(?![^<]*(example|schemas))[^<]*"\s*>/);
  });

  it('tells roles, limits, defaults and codes of refusals', () => {
    for (const text of ['Roles: AdminAgent', '1 to 1000, usually 100', 'ALREADY_ACCEPTED', 'text/csv']) {
      expect(page).toContain(text);
    }
  });
});
