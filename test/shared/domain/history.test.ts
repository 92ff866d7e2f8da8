import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, type AgreementEvent, type Happening } from '../../../shared/domain/events.ts';
import { append, canonicalJson, findBreak } from '../../../shared/domain/history.ts';
import { acceptedDirectly, at, discovered, none } from './records.ts';

const happenings: Happening[] = [discovered, none, { type: 'checkRequested' }, acceptedDirectly];
const history = (): AgreementEvent[] => [
  ...append(undefined, happenings, {
    at: at(0),
    by: { kind: 'agent', id: 'b5d2f3a1-7c64-4e0b-9a51-3f8e6d2c1b90' },
  }).events,
];

describe('append', () => {
  it('gives the record that the history folds to', () => {
    const { record, events } = append(undefined, happenings, { at: at(0), by: { kind: 'system' } });
    expect(fold(events)).toEqual(record);
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  });

  it('goes on where the record stands', () => {
    const first = append(undefined, [discovered], { at: at(0), by: { kind: 'system' } });
    const second = append(first.record, [none], { at: at(1), by: { kind: 'system' } });
    expect(findBreak([...first.events, ...second.events])).toBeNull();
  });
});

describe('findBreak', () => {
  it('finds nothing in a whole history', () => {
    expect(findBreak(history())).toBeNull();
  });

  it('survives storage: dates as text and keys in another order change no hash', () => {
    const revive = (key: string, value: unknown) =>
      key.endsWith('At') || key === 'at' ? value && new Date(value as string) : value;
    const stored = JSON.parse(canonicalJson(history()), revive) as AgreementEvent[];
    expect(findBreak(stored)).toBeNull();
  });

  it.each<[string, (events: AgreementEvent[]) => AgreementEvent[], string]>([
    [
      'a changed content',
      (e) => e.map((one) => (one.version === 2 ? { ...one, what: { type: 'checkRequested' } } : one)),
      'its content was changed',
    ],
    [
      'a changed actor',
      (e) => e.map((one) => (one.version === 2 ? { ...one, by: { kind: 'customer' } } : one)),
      'its content was changed',
    ],
    ['a missing event', (e) => e.filter(({ version }) => version !== 2), 'an event is missing'],
    [
      'two swapped events',
      ([a, b, c, d]) => [a, c, b, d].flatMap((one) => (one ? [one] : [])),
      'an event is missing',
    ],
  ])('finds %s', (_what, tamper, why) => {
    expect(findBreak(tamper(history()))).toEqual({ version: 2, why });
  });

  it('finds a rewritten event even when its own hash was made anew', () => {
    const [first, second, ...rest] = history();
    const forged = append(undefined, [discovered], { at: at(5), by: { kind: 'system' } }).events[0];
    expect(first?.version).toBe(1);
    expect(findBreak([forged, second, ...rest].flatMap((one) => (one ? [one] : [])))).toMatchObject({
      version: 2,
    });
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
      }),
    );
  });
});
