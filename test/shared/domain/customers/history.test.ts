import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../../shared/domain/customers/events.ts';
import type { AgreementRecord } from '../../../../shared/domain/customers/record.ts';
import { canonicalJson, findBreak, findTampering } from '../../../../shared/domain/chain.ts';
import { append } from '../../../../shared/domain/customers/history.ts';
import { acceptedDirectly, at, discovered, none } from './records.ts';
import type { AgreementEvent, EventData } from '../../../../shared/domain/customers/agreementEvent.ts';

const happenings: EventData[] = [discovered, none, { type: 'checkRequested' }, acceptedDirectly];
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

describe('findTampering', () => {
  const whole = () => {
    const events = history();
    return { events, record: fold(events) };
  };

  it('finds nothing where the record is what its events tell', () => {
    const { events, record } = whole();
    expect(findTampering(events, record, fold)).toBeNull();
  });

  it('takes what a later version added to records, and left empty, for no difference', () => {
    const { events, record } = whole();
    const { invitation: _invitation, cancelledInvitations: _cancelled, ...older } = record;
    expect(findTampering(events, older as AgreementRecord, fold)).toBeNull();
    expect(
      findTampering(events, { ...record, yetToCome: null, more: [] } as AgreementRecord, fold),
    ).toBeNull();
  });

  it('reports a break in the events first', () => {
    const { events, record } = whole();
    expect(findTampering(events.slice(1), record, fold)).toEqual({ version: 1, why: 'an event is missing' });
  });

  it.each<[string, (state: ReturnType<typeof whole>) => ReturnType<typeof whole>, object]>([
    [
      'an end cut off',
      ({ events, record }) => ({ events: events.slice(0, -1), record }),
      { version: 4, why: 'an event is missing' },
    ],
    ['no event at all', ({ record }) => ({ events: [], record }), { version: 1, why: 'an event is missing' }],
    [
      'a record set back',
      ({ events }) => ({ events, record: fold(events.slice(0, 3)) }),
      { version: 4, why: 'the record does not know of this event' },
    ],
    [
      'an edited record',
      ({ events, record }) => ({ events, record: { ...record, status: 'required' } }),
      { version: 4, why: 'the record is not what its events tell' },
    ],
    [
      'an edit deep in the record',
      ({ events, record }) => ({
        events,
        record: {
          ...record,
          standing: {
            kind: 'accepted',
            acceptance: { path: 'partnerAttestation', acceptedAt: null, signatory: null },
          },
        },
      }),
      { version: 4, why: 'the record is not what its events tell' },
    ],
    [
      'another last event, well made',
      ({ events, record }) => ({
        events: [
          ...events.slice(0, 3),
          ...append(fold(events.slice(0, 3)), [none], { at: at(9), by: { kind: 'system' } }).events,
        ],
        record,
      }),
      { version: 4, why: 'the record knows another event' },
    ],
  ])('finds %s', (_what, tamper, expected) => {
    const { events, record } = tamper(whole());
    expect(findTampering(events, record, fold)).toEqual(expected);
  });

  it('finds any change of any value in any event', () => {
    const { events, record } = whole();
    fc.assert(
      fc.property(fc.nat(events.length - 1), fc.constantFrom('at', 'by', 'microsoft', 'what'), (n, part) => {
        const other = {
          at: at(77),
          by: { kind: 'customer' },
          microsoft: { requestId: 'x' },
          what: { type: 'x' },
        };
        const changed = events.map((one, index) => (index === n ? { ...one, [part]: other[part] } : one));
        expect(findTampering(changed, record, fold)).toMatchObject({ version: n + 1 });
      }),
    );
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
