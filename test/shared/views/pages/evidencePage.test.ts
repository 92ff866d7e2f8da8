import { describe, expect, it } from 'vitest';
import { presentEvidence } from '../../../../shared/contracts/customers/presentEvidence.ts';
import type { EvidenceView } from '../../../../shared/contracts/customers/evidence.ts';
import { evidencePage } from '../../../../shared/views/pages/evidencePage.ts';
import { evidenceOf, hostile, sampleEvidence } from './sampleEvidence.ts';

const textOf = (html: string) =>
  html
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the page of evidence', () => {
  const view = presentEvidence(sampleEvidence());
  const text = textOf(evidencePage(view));

  it('tells who accepted, when, how and how it is known', () => {
    expect(text).toMatch(/Who Tania Carr/);
    expect(text).toMatch(/When 2026-03-01 00:00:00 UTC/);
    expect(text).toMatch(/The partner attested it/);
    expect(text).toMatch(/Read from Partner Center’s list/);
  });

  it('has every event with its actor, Microsoft’s ids and hashes', () => {
    for (const { hash, previousHash, microsoft, at } of view.events) {
      for (const part of [hash, previousHash, microsoft?.requestId, microsoft?.correlationId]) {
        if (part) expect(text).toContain(part);
      }
      expect(text).toContain(at.slice(0, 10));
    }
    expect(text).toContain('Agent b5d2f3a1-7c64-4e0b-9a51-3f8e6d2c1b90');
    expect(text).toContain('Customer invited to accept');
  });

  it('says that the history is whole, or where it is broken', () => {
    expect(text).toContain('The history is whole.');
    const brokenAt = { version: 2, reason: 'its content was changed' };
    const broken: EvidenceView = { ...view, chain: { ...view.chain, isWhole: false, brokenAt } };
    expect(textOf(evidencePage(broken))).toContain('broken at event 2: its content was changed');
    expect(textOf(evidencePage(broken))).not.toContain('is whole');
  });

  it('says that nothing is known rather than nothing at all', () => {
    expect(textOf(evidencePage({ ...view, acceptance: null }))).toContain('No acceptance is known.');
  });

  it('runs and loads nothing, whatever names say', () => {
    const html = evidencePage(presentEvidence(evidenceOf(hostile)));
    expect(html).not.toMatch(/<script|<img|<link|<[^>]*onerror=|https?:\/\//i);
    expect(html).toContain('&lt;script&gt;');
  });

  it('shows events it has no words for', () => {
    const [first] = view.events;
    const what = { type: 'somethingNew', data: { deep: { list: [{ one: 1 }] } } };
    const microsoft = { requestId: 'r', correlationId: 'c', code: '20002' };
    const unknown = first ? [{ ...first, ...what, microsoft }] : [];
    const shown = textOf(evidencePage({ ...view, events: unknown }));
    expect(shown).toContain('Something new');
    expect(shown).toMatch(/Deep, list, one 1/);
    expect(shown).toMatch(/Microsoft’s code 20002/);
  });
});
