import { expect, test } from 'vitest';
import { createStory } from '../../../../infra/local/journeys/story.ts';

function told(walk: (story: ReturnType<typeof createStory>, pass: (ms: number) => void) => void): string[] {
  const lines: string[] = [];
  let nowMs = 0;
  const story = createStory(
    'invite',
    (line) => void lines.push(line),
    () => nowMs,
  );
  walk(story, (ms) => void (nowMs += ms));
  return lines;
}

test('each step is told when it is done, with its time and its details', () => {
  const lines = told((story, pass) => {
    story.say('The agent invites.');
    pass(1_240);
    story.say('  with a link');
    story.say('The customer accepts.');
    pass(300);
    story.end();
  });
  expect(lines).toEqual([
    '\ninvite',
    '  ✓ The agent invites.  1.2 s',
    '      with a link',
    '  ✓ The customer accepts.  0.3 s',
    '  invite: done in 1.5 s',
  ]);
});

test('the step at which a journey fails is marked, with the reason', () => {
  const lines = told((story) => {
    story.say('The agent invites.');
    story.fail('the answer should be 202');
  });
  expect(lines.slice(1)).toEqual([
    '  ✗ The agent invites.  0.0 s',
    '  invite: FAILED, the answer should be 202',
  ]);
});
