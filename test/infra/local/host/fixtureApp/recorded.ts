/** What the fixture's functions and hooks saw, in order; tests read it over HTTP. */
export const recorded: unknown[] = [];
