import type * as z from 'zod';
import type { Role } from '../domain/caller.ts';
import type { ErrorCode } from '../domain/errors.ts';

/** The methods by which a call comes: whatever can be read can be asked about with HEAD (RFC 9110). */
export function methodsOf(method: Operation['method']): ('HEAD' | Operation['method'])[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

/** What goes in and what comes out of a call. */
export type Shapes<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> = {
  readonly params: Params;
  readonly query: Query;
  /** Null when the call takes no body. */
  readonly body: Body | null;
  /** Null when the answer is no JSON of ours. */
  readonly view: z.ZodType | null;
  /** Of another answer with success, where there is one. */
  readonly other?: { readonly status: number; readonly description: string; readonly view: z.ZodType };
};

/** One call of the API: where it is, who may make it, what goes in and comes out. Route, security and docs follow it. */
export type Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/`. */
  readonly route: string;
  readonly summary: string;
  readonly access: readonly Role[] | 'anonymous';
  readonly success: { readonly status: number; readonly description: string };
  /** What the body is; JSON when absent. With `csvOrJson` its shape is a union: of a text, and of JSON. */
  readonly takes?: 'json' | 'csvOrJson';
  /** Whether it can answer with a page for people, too. */
  readonly hasPage?: boolean;
  /** What its answer is; JSON when absent. */
  readonly gives?: 'json' | 'csv';
  /** Whether its answer has an ETag, by which a caller can ask again for less. */
  readonly hasTag?: boolean;
  /** Whether its answer names where the thing is. */
  readonly hasLocation?: boolean;
  /** Set where the answer holds a link that acts for a customer beside text from a user: never compressed. */
  readonly isSecret?: boolean;
  /** Set where an installation of an indirect reseller cannot use the call at all. */
  readonly partners?: 'attesters';
  /** Errors of this call's own; those that any call can have are added by the documentation. */
  readonly problems: readonly ErrorCode[];
  /** Made on the first call: schemas are slow to build, and a starting function needs only its route. */
  shapes(): Promise<Shapes<Params, Query, Body>>;
};
