import type { AnchorHTMLAttributes, ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

/** The portal's own address: a path below `/portal`, and what follows the question mark. */
export type Address = { readonly path: string; readonly query: URLSearchParams };

const base = '/portal';
const listeners = new Set<() => void>();

export function currentAddress(): Address {
  const path = location.pathname.slice(base.length).replace(/\/+$/, '') || '/';
  return { path, query: new URLSearchParams(location.search) };
}

export const hrefOf = (to: string): string => `${base}${to}`;

/** Goes to an address of the portal, such as `/customers?status=invited`. */
export function go(to: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', hrefOf(to));
  else history.pushState(null, '', hrefOf(to));
  announce();
}

/** Changes what follows the question mark: undefined removes a name, a list gives it several values. */
export function setQuery(
  change: Readonly<Record<string, string | readonly string[] | undefined>>,
  options: { replace?: boolean } = {},
): void {
  const { path, query } = currentAddress();
  for (const [name, value] of Object.entries(change)) {
    query.delete(name);
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one);
  }
  const search = query.toString();
  go(`${path}${search && `?${search}`}`, options);
}

function announce(): void {
  for (const listener of listeners) listener();
}

addEventListener('popstate', announce);

/** The address, and a new look at it whenever it changes. */
export function useAddress(): Address {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const look = (): void => setHref(location.href);
    listeners.add(look);
    look();
    return () => void listeners.delete(look);
  }, []);
  return useMemo(currentAddress, [href]);
}

/** The parameters of a path that fits a pattern such as `/customers/:id`, else undefined. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const found = path.split('/');
  if (wanted.length !== found.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = found[at] ?? '';
    const decoded = decode(value);
    if (part.startsWith(':') && decoded) params[part.slice(1)] = decoded;
    else if (part !== value) return undefined;
  }
  return params;
}

/** Undefined for an address that was cut off within a character. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Goes on from a screen, unless the reader has left it meanwhile. */
export function useGo(): typeof go {
  const isShown = useRef(true);
  useEffect(() => () => void (isShown.current = false), []);
  return (to, options) => {
    if (isShown.current) go(to, options);
  };
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'role'> & {
  to: string;
  children?: ComponentChildren;
};

/** A link inside the portal; with a modifier key the browser opens it as any other. */
export function Link({ to, ...rest }: LinkProps): JSX.Element {
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a href={hrefOf(to)} onClick={follow} {...rest} />;
}
