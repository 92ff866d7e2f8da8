/** Something that starts functions: the HTTP server, a queue, a timer. */
export type Listener = {
  /** Starts nothing more and resolves when what is running has ended. */
  stop(): Promise<void>;
};
