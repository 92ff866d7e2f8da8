import { describe, expect, test } from 'vitest';
import { compileRoute } from '../../../../../infra/local/host/http/routeTemplate.ts';

test.each([
  ['a/b', '/a/b', {}],
  ['a/b', '/A/B/', {}],
  ['a/{id}', '/a/x%20y', { id: 'x y' }],
  ['a/{id}', '/a/%zz', { id: '%zz' }],
  ['a/{id?}', '/a', {}],
  ['a/{id=7}', '/a', { id: '7' }],
  ['a/{*rest}', '/a', {}],
  ['a/{**rest}', '/a/b/c', { rest: 'b/c' }],
  ['a.b/{name}.{extension}', '/a.b/report.pdf', { name: 'report', extension: 'pdf' }],
  ['{id:int:min(3)}', '/3', { id: '3' }],
  ['{code:regex(^[[a-z]]{{2}}$)}'.replaceAll('[[', '[').replaceAll(']]', ']'), '/ab', { code: 'ab' }],
  ['', '/', {}],
])('%s matches %s', (template, path, values) => {
  expect(compileRoute(template).match(path)).toEqual(values);
});

test.each([
  ['a/b', '/a'],
  ['a/b', '/a/b/c'],
  ['a.b', '/axb'],
  ['a/{id}', '/a'],
  ['{id:int:min(3)}', '/2'],
  ['{code:regex(^[a-z]{{2}}$)}', '/abc'],
])('%s does not match %s', (template, path) => {
  expect(compileRoute(template).match(path)).toBeUndefined();
});

describe('constraints', () => {
  test.each([
    ['int', ['0', '-5', '2147483647'], ['2147483648', '1.5', 'x']],
    ['long', ['9999999999'], ['1e5']],
    ['bool', ['true', 'FALSE'], ['yes']],
    ['guid', ['6f9619ff-8b86-d011-b42d-00cf4fc964ff'], ['6f9619ff', '6f9619ff-8b86d011-b42d-00cf4fc964ff']],
    ['alpha', ['abc'], ['a1']],
    ['double', ['1.5', '-3'], ['x']],
    ['datetime', ['2026-01-31'], ['soon']],
    ['minlength(2)', ['ab'], ['a']],
    ['maxlength(2)', ['ab'], ['abc']],
    ['length(2,3)', ['ab', 'abc'], ['a', 'abcd']],
    ['length(2)', ['ab'], ['abc']],
    ['range(1,5)', ['1', '5'], ['0', '6']],
    ['max(5)', ['5'], ['6']],
  ])('%s', (constraint, accepted, refused) => {
    const route = compileRoute(`{value:${constraint}}`);
    for (const value of accepted) expect(route.match(`/${value}`), value).toEqual({ value });
    for (const value of refused) expect(route.match(`/${value}`), value).toBeUndefined();
  });

  test('an unknown one, or a malformed template, is refused when it is compiled', () => {
    expect(() => compileRoute('{id:uuid}')).toThrow('uuid');
    expect(() => compileRoute('{i d}')).toThrow('malformed');
    expect(() => compileRoute('{id')).toThrow('closing brace');
  });
});

test('literals come before constrained, free and catch-all parameters', () => {
  const templates = ['{*all}', '{id}', '{id:int}', 'x'];
  const sorted = templates.sort((a, b) => (compileRoute(a).precedence < compileRoute(b).precedence ? -1 : 1));
  expect(sorted).toEqual(['x', '{id:int}', '{id}', '{*all}']);
});
