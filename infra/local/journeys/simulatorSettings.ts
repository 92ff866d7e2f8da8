import { expectEqual } from './expect.ts';

/** Changes what the Partner Center simulator is like, as its README has it. @throws {Error} when it does not take it */
export async function putSimulatorSettings(
  partnerCenter: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const answer = await fetch(`${partnerCenter}/_control/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
  expectEqual(`the simulator takes ${Object.keys(settings).join(', ')}`, answer.ok, true);
}
