import { methodsOf as methodsOfCall, type Operation } from '../operation.ts';
import { operations } from './operations.ts';

type Route = { readonly route: string; readonly methods: readonly string[] };

/** Links of customers and notifications: below `/api/`, but no calls of the API. */
const others: readonly Route[] = [
  { route: 'i/{token}', methods: ['GET', 'HEAD'] },
  { route: 'i/{token}/other', methods: ['GET', 'HEAD'] },
  { route: 'i/{token}/go', methods: ['GET', 'HEAD'] },
  { route: 'i/{token}/{answer}', methods: ['POST'] },
  { route: 'c/{token}', methods: ['GET', 'HEAD', 'POST'] },
  { route: 'v1/webhooks/partner-center', methods: ['POST'] },
];

/** All routes below `/api/` with their methods. */
export function apiRoutes(): readonly Route[] {
  const calls = Object.values<Operation>(operations).map(({ route, method }) => ({
    route,
    methods: methodsOfCall(method),
  }));
  return [...calls, ...others];
}

/** The methods that a path below `/api/` takes; none where there is no such path. */
export function methodsOf(path: string): readonly string[] {
  const found = apiRoutes().filter(({ route }) => patternOf(route).test(path));
  return [...new Set(found.flatMap(({ methods }) => methods))].sort();
}

/** As the host matches: in any case, with or without a slash at the end. */
function patternOf(route: string): RegExp {
  const source = route.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^/*${source}/?$`, 'i');
}
