import { expect, test } from 'vitest';
import { pollDelayMs } from '../../../../../infra/local/host/queue/pollDelay.ts';
import {
  decodeQueueText,
  encodeQueueText,
  queueMessagesOf,
} from '../../../../../infra/local/host/queue/queueText.ts';

test('base64 is decoded to text, or to bytes where it is no UTF-8', () => {
  expect(decodeQueueText('aMOp', 'base64')).toEqual({ string: 'hé' });
  expect(decodeQueueText('aM\r\nOp', 'base64')).toEqual({ string: 'hé' });
  expect(decodeQueueText('//4=', 'base64')).toEqual({ bytes: Buffer.from([0xff, 0xfe]) });
  expect(decodeQueueText('', 'base64')).toEqual({ string: '' });
  expect(decodeQueueText('{"a":1}', 'none')).toEqual({ string: '{"a":1}' });
});

test.each(['{"a":1}', 'abc', 'ab=c', 'a-b_', 'abcd='])('%s is not base64', (text) => {
  expect(decodeQueueText(text, 'base64')).toBeUndefined();
});

test('what is encoded is decoded again', () => {
  expect(decodeQueueText(encodeQueueText('grüße', 'base64'), 'base64')).toEqual({ string: 'grüße' });
  expect(encodeQueueText('grüße', 'none')).toBe('grüße');
});

test('an output value becomes one message per item of an array, else one', () => {
  expect(queueMessagesOf({ json: '[{"a":1},"b"]' })).toEqual(['{"a":1}', 'b']);
  expect(queueMessagesOf({ string: '["a","b"]' })).toEqual(['a', 'b']);
  expect(queueMessagesOf({ string: '[no json' })).toEqual(['[no json']);
  expect(queueMessagesOf({ json: '{"a":1}' })).toEqual(['{"a":1}']);
  expect(queueMessagesOf({ int: 5 })).toEqual(['5']);
  expect(queueMessagesOf({ bytes: new Uint8Array([1]) })).toEqual([Buffer.from([1])]);
});

test('the pause between empty reads starts at 100 ms and grows to the maximum', () => {
  const pauses = (random: number) =>
    [1, 2, 3, 4, 5, 2000].map((reads) => pollDelayMs(reads, 1000, () => random));
  expect(pauses(0)).toEqual([100, 180, 340, 660, 1000, 1000]);
  expect(pauses(0.5)).toEqual([100, 200, 400, 800, 1000, 1000]);
});
