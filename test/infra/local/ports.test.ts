import { describe, expect, it } from 'vitest';
import { findFreePortBase } from '../../../infra/local/ports.ts';

describe('ports for environments beside others', () => {
  it('are given to one of those who ask at once, and lie below those of outgoing connections', async () => {
    const bases = await Promise.all(Array.from({ length: 60 }, findFreePortBase));
    const ports = bases.flatMap((base) => Array.from({ length: 7 }, (_, offset) => base + offset));
    expect(new Set(ports).size).toBe(7 * 60);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });
});
