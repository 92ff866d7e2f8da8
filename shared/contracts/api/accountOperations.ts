import { ok, read, readers, shapesOf } from './operationKinds.ts';

/** Calls about the people who use this installation and about how it is set up. */
export const accountOperations = {
  getSession: read({
    route: 'v1/session',
    summary: 'Tell who calls, what they may do, and how this installation is set up',
    access: readers,
    success: ok('The caller and the installation'),
    problems: [],
    shapes: shapesOf('getSession'),
  }),
} as const;
