import { expect, it } from 'vitest';
import * as z from 'zod';
import { AgreementError } from '../../../shared/domain/errors.ts';
import { parseInput } from '../../../shared/contracts/invalidInput.ts';

const schema = z.strictObject({
  text: z.string().max(3).optional(),
  list: z.array(z.number()).max(1).optional(),
  number: z.number().max(5).optional(),
});

it.each([
  [{ text: 'abcd' }, '/text', 'is longer than 3 characters'],
  [{ list: [1, 2] }, '/list', 'has more than 1 items'],
  [{ number: 6 }, '/number', 'is more than 5'],
  [{ text: 5 }, '/text', 'is not of type string'],
  [{ 'a/b~': 'secret' }, '/a~1b~0', 'is not known'],
])('%j is refused at %s: %s', (input, pointer, message) => {
  const parse = (): unknown => parseInput(schema, input, 'body');
  expect(parse).toThrow(AgreementError);
  expect(parse).toThrow(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      details: expect.objectContaining({ fields: [{ pointer, message }] }) as unknown,
    }) as Error,
  );
});
