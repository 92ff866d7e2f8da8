import { expect, it } from 'vitest';
import { parseDuration } from '../../../../infra/local/entra/clockControl.ts';

it.each([
  { text: 'P3D', ms: 3 * 86_400_000 },
  { text: 'PT1H', ms: 3_600_000 },
  { text: 'P1DT2H3M4S', ms: 86_400_000 + 2 * 3_600_000 + 3 * 60_000 + 4_000 },
  { text: 'P2W', ms: 14 * 86_400_000 },
  ...['', 'P', 'PT', 'P1DT', '3D', 'P-1D', 'P1Y', 'P1.5D'].map((text) => ({ text, ms: undefined })),
])('reads "$text" as $ms milliseconds', ({ text, ms }) => {
  expect(parseDuration(text)).toBe(ms);
});
