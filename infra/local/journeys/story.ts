export type Story = {
  /** Begins the next step; a line that begins with a space is a detail of it. */
  say(this: void, line: string): void;
  end(): void;
  fail(why: string): void;
};

/** Prints a journey while it is walked: each step when it is done, with its time. */
export function createStory(
  name: string,
  print: (line: string) => void,
  nowMs: () => number = () => performance.now(),
): Story {
  const beganMs = nowMs();
  let step: { readonly text: string; readonly beganMs: number; readonly details: string[] } | undefined;
  const close = (mark: string): void => {
    if (step) {
      print(`  ${mark} ${step.text}  ${seconds(step.beganMs)}`);
      for (const detail of step.details) print(`      ${detail}`);
    }
    step = undefined;
  };
  const seconds = (sinceMs: number): string => `${((nowMs() - sinceMs) / 1000).toFixed(1)} s`;
  print(`\n${name}`);
  return {
    say(line) {
      if (line.startsWith(' ')) return void step?.details.push(line.trim());
      close('✓');
      step = { text: line, beganMs: nowMs(), details: [] };
    },
    end() {
      close('✓');
      print(`  ${name}: done in ${seconds(beganMs)}`);
    },
    fail(why) {
      close('✗');
      print(`  ${name}: FAILED, ${why}`);
    },
  };
}
