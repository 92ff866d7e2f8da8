import { describe, expect, it } from 'vitest';
import { declinedPage, otherChoicesPage } from '../../../../shared/views/pages/otherChoicesPage.ts';
import { pageMessages } from '../../../../shared/views/pages/pageMessages.ts';
import { languages } from '../../../../shared/domain/language.ts';

const url = 'https://partner.example/api/i/abc';
const choices = {
  partnerName: 'Fabrikam',
  companyName: 'Tailspin Toys',
  url,
  isPersonal: false,
  isOpen: true,
};

describe('the page for readers who are not the one to accept', () => {
  it.each(languages)(
    'says in %s whom to pass the link to, and changes nothing but by a button',
    (language) => {
      const html = otherChoicesPage({ ...choices, language });
      expect(html).toContain(
        `<html lang="${language}" dir="${['ar', 'he'].includes(language) ? 'rtl' : 'ltr'}">`,
      );
      expect(html).toContain('Tailspin Toys');
      expect(html).toContain(`<form method="post" action="decline">`);
      const mailto = /href="(mailto:[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const fields = new URLSearchParams(mailto.split('?')[1]);
      expect([mailto.startsWith('mailto:?'), fields.get('subject')]).toEqual([
        true,
        pageMessages[language]['administrator.subject'],
      ]);
      expect(fields.get('body')?.split('\r\n').at(-1)).toBe(url);
      expect(html).not.toMatch(/\{\$|<script/);
    },
  );

  it('offers nothing once the invitation is closed', () => {
    expect(otherChoicesPage({ ...choices, language: 'en', isOpen: false })).not.toMatch(/<form|mailto:/);
  });

  it.each(languages)(
    'tells in %s no signatory to pass on a link that is for the signatory alone',
    (language) => {
      const html = otherChoicesPage({ ...choices, language, isPersonal: true });
      expect(html).toContain('action="decline"');
      expect(html).not.toMatch(/mailto:|<textarea/);
    },
  );

  it('shows names as text, whatever is in them', () => {
    const companyName = `"><img src=x onerror=alert(1)> & 'Sons'`;
    for (const html of [
      otherChoicesPage({ ...choices, language: 'en', companyName, partnerName: companyName }),
      declinedPage({ language: 'en', partnerName: companyName }),
    ])
      expect(html).not.toMatch(/<img/);
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
