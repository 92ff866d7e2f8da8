import type { Environment } from '../environment.ts';

/** One way through the product, told step by step. @throws {Error} at the first step that does not hold */
export type Journey = (stage: {
  readonly urls: Environment['urls'];
  say(this: void, line: string): void;
}) => Promise<void>;
