import type common from './words/common.json';
import type overview from './words/overview.json';
import type problems from './words/problems.json';
import type shell from './words/shell.json';

/** The keys of all messages; their files hold all languages of a message side by side. */
export type WordKey = keyof (typeof common & typeof overview & typeof problems & typeof shell);
