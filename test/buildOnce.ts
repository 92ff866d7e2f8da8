import { keptHost } from '../infra/build/keptHost.ts';
import { keptPackage } from '../infra/build/keptPackage.ts';

/** Builds what all environments run, before the first test file asks for it. */
export async function setup(): Promise<void> {
  await Promise.all([keptPackage(), keptHost()]);
}
