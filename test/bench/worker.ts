import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { typescriptArguments } from '../../infra/local/host/process/childProcess.ts';

type Answer<Reply> = { readonly reply: Reply } | { readonly failed: string };

/** A process of its own that answers one question at a time. */
export type Worker<Question, Reply> = {
  readonly pid: number | undefined;
  ask(question: Question): Promise<Reply>;
  stop(): Promise<void>;
};

/** Starts a file whose last act is `serve`. */
export function startWorker<Question, Reply>(file: URL): Worker<Question, Reply> {
  const path = fileURLToPath(file);
  // Dates and bytes survive the way.
  const child = fork(path, { execArgv: typescriptArguments(), serialization: 'advanced' });
  // Not 'close': that one does not come after a disconnect of ours (tried, Node 20).
  const exited = once(child, 'exit');
  return {
    pid: child.pid,
    async ask(question) {
      const answered = once(child, 'message');
      child.send({ question });
      const [answer] = await Promise.race([answered, exited.then(() => [{ failed: `${path} has ended` }])]);
      const { reply, failed } = answer as { reply?: Reply; failed?: string };
      if (failed !== undefined) throw new Error(failed);
      return reply as Reply;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** The other end: answers until the parent is gone. */
export function serve<Question, Reply>(answer: (question: Question) => Promise<Reply>): void {
  const send = (message: Answer<Reply>): void => void process.send?.(message);
  process.on('message', ({ question }: { question: Question }) => {
    answer(question).then(
      (reply) => {
        send({ reply });
      },
      (failure: unknown) => {
        send({ failed: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure) });
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}
