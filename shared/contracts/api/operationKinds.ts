import type * as z from 'zod';
import type { Role } from '../../domain/caller.ts';
import type { Operation } from '../operation.ts';
import type { shapes } from './shapes.ts';

export const readers: readonly Role[] = ['AdminAgent', 'SalesAgent', 'Viewer', 'Reseller'];
export const staff: readonly Role[] = ['AdminAgent', 'SalesAgent', 'Viewer'];
export const agents: readonly Role[] = ['AdminAgent', 'SalesAgent'];

type AllShapes = typeof shapes;

export const shapesOf =
  <Name extends keyof AllShapes>(name: Name) =>
  async (): Promise<AllShapes[Name]> =>
    (await import('./shapes.ts')).shapes[name];
export const ok = (description: string) => ({ status: 200, description });
export const accepted = (description: string) => ({ status: 202, description });

type Part<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = Operation<
  Params,
  Query,
  Body
>;

/** A call that changes nothing. */
export function read<Params extends z.ZodType, Query extends z.ZodType>(
  operation: Omit<Part<Params, Query, z.ZodNever>, 'method'>,
): Part<Params, Query, z.ZodNever> {
  return { method: 'GET', ...operation };
}

/** A command of an agent. */
export function command<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  operation: Omit<Part<Params, Query, Body>, 'method' | 'access'>,
): Part<Params, Query, Body> {
  return { method: 'POST', access: agents, ...operation };
}

/** A call that decides for the whole partner, like adding an endpoint that is told of all customers. */
export function ofAdmins<const Method extends 'POST' | 'PATCH' | 'DELETE'>(method: Method) {
  return { method, access: ['AdminAgent'] as const };
}
