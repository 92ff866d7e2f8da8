// Called by azd: azure.yaml, "hooks". By hand: `azd hooks run preprovision` or `postprovision`.
import { createInterface } from 'node:readline/promises';
import { afterProvision } from './after.ts';
import { beforeProvision } from './before.ts';
import { createCommands } from './commands.ts';

const hooks = { preprovision: beforeProvision, postprovision: afterProvision };
const hook = Object.entries(hooks).find(([name]) => name === process.argv[2])?.[1];
const terminal = process.stdin.isTTY
  ? createInterface({ input: process.stdin, output: process.stdout })
  : undefined;
try {
  if (!hook) throw new Error(`The hooks are ${Object.keys(hooks).join(' and ')}.`);
  await hook({
    commands: createCommands(),
    variables: { ...process.env },
    ask: terminal && ((question) => terminal.question(question)),
    say: (line) => console.log(line),
    now: () => new Date(),
  });
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
} finally {
  terminal?.close();
}
