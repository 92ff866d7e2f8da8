import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long, and some seconds that say how they compare. All others are short. */
export const longFiles: Readonly<Record<string, number>> = {
  'test/browser/portal/agentsDay.test.ts': 120,
  'test/journey/lostReplies.test.ts': 70,
  'test/fault/kills/kills.test.ts': 60,
  'test/infra/local/up.test.ts': 45,
  'test/infra/azure/check/check.test.ts': 40,
  'test/browser/customerPages.test.ts': 35,
  'test/journey/attest.test.ts': 35,
  'test/journey/imports.test.ts': 25,
  'test/browser/mails.test.ts': 30,
  'test/journey/refusals.test.ts': 20,
  'test/journey/webhooks.test.ts': 20,
  'test/bench/memory/memory.test.ts': 20,
  'test/journey/openApi.test.ts': 17,
  'test/journey/relationship.test.ts': 17,
  'test/journey/client.test.ts': 16,
  'test/journey/bounce.test.ts': 15,
  'test/infra/connection/commands.test.ts': 15,
  'test/journey/partnerCenterWebhook.test.ts': 12,
  'test/journey/inviteExisting.test.ts': 12,
  'test/shared/views/mail/injection.test.ts': 11,
};

const projects = ['app', 'servers', 'isolated', 'unit'];

/**
 * Long files come first, so that none of them runs alone at the end. Files of a project stay together: a worker
 * keeps the modules that it has read until a file of another project comes.
 */
export class LongestFirst extends BaseSequencer {
  override sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification): readonly [number, number, string] => {
      const file = relative(project.config.root, moduleId);
      return [projects.indexOf(project.name), -(longFiles[file] ?? 0), file];
    };
    const ranked = specs.map((spec) => [rank(spec), spec] as const);
    ranked.sort(([a], [b]) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1));
    return Promise.resolve(ranked.map(([, spec]) => spec));
  }
}
