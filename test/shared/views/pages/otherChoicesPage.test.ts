import { describe, expect, it } from 'vitest';
import { otherChoicesPage } from '../../../../shared/views/pages/otherChoicesPage.ts';
import { pageMessages } from '../../../../shared/views/pages/pageMessages.ts';
import { languages } from '../../../../shared/domain/language.ts';
import { samplePage } from './samplePage.ts';

const url = 'https://partner.example/api/i/abc';

describe('the page for readers who are not the one to accept', () => {
  it.each(languages)(
    'says in %s whom to pass the link to, and changes nothing but by a button',
    (language) => {
      const html = otherChoicesPage(samplePage(language, { base: '' }));
      expect(html).toContain(
        `<html lang="${language}" dir="${['ar', 'he'].includes(language) ? 'rtl' : 'ltr'}"`,
      );
      expect(html).toContain('Tailspin Toys');
      for (const answer of ['decline', 'refuse'])
        expect(html).toContain(
          `<form method="post" action="${answer}"><input type="hidden" name="view" value="the-view">`,
        );
      const mailto = /href="(mailto:\?[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const fields = new URLSearchParams(mailto.split('?')[1]);
      expect([mailto.startsWith('mailto:?'), fields.get('subject')]).toEqual([
        true,
        pageMessages[language]['administrator.subject'],
      ]);
      expect(fields.get('body')?.split('\r\n').at(-1)).toBe(url);
      expect(html).not.toMatch(/\{\$/);
    },
  );

  it.each(languages)('speaks in %s of the partnership where that is asked for', (language) => {
    const html = otherChoicesPage(samplePage(language, { about: 'relationship' }));
    expect(html).toContain(pageMessages[language]['administrator.bodyRelationship'].slice(-30, -10));
    expect(html).not.toContain('action="refuse"');
  });

  it.each(languages)(
    'tells in %s no signatory to pass on a link that is for the signatory alone',
    (language) => {
      const html = otherChoicesPage(samplePage(language, { about: 'attestation', base: '' }));
      expect(html).toContain('action="decline"');
      expect(html).not.toMatch(/mailto:\?|<textarea/);
    },
  );

  it('shows names as text, whatever is in them', () => {
    const companyName = `"><img src=x onerror=alert(1)> & 'Sons'`;
    const brand = { partnerName: companyName, supportEmail: null, legalFooter: null };
    expect(otherChoicesPage(samplePage('en', { companyName, brand }))).not.toMatch(/<img/);
  });
});

describe('the words of pages', () => {
  it.each(languages)('are complete in %s and use the same placeholders', (language) => {
    const placeholders = (text: string) => [...text.matchAll(/\{\$\w+\}/g)].map(([name]) => name).sort();
    const ours = Object.entries(pageMessages[language]);
    expect(ours.map(([key]) => key).sort()).toEqual(Object.keys(pageMessages.en).sort());
    for (const [key, text] of ours) {
      expect(text.trim()).not.toBe('');
      const english = Object.entries(pageMessages.en).find(([name]) => name === key)?.[1] ?? '';
      expect([key, new Set(placeholders(text))]).toEqual([key, new Set(placeholders(english))]);
    }
  });
});
