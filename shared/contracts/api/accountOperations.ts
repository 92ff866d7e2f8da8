import { ofAdmins, ok, read, readers, shapesOf, staff } from './operationKinds.ts';

/** Calls about the people who use this installation and about how it is set up. */
export const accountOperations = {
  getSession: read({
    route: 'v1/session',
    summary: 'Tell who calls, what they may do, and how this installation is set up',
    access: readers,
    success: ok('The caller and the installation'),
    problems: [],
    shapes: shapesOf('getSession'),
  }),
  listSettings: read({
    route: 'v1/settings',
    summary: 'List the settings in force, without secrets',
    access: staff,
    success: ok('The settings, by name'),
    problems: [],
    shapes: shapesOf('listSettings'),
  }),
  listPeople: read({
    route: 'v1/people',
    summary: 'Tell the names of agents, whose object ids are in histories',
    access: readers,
    success: ok('Those that are known'),
    problems: [],
    shapes: shapesOf('listPeople'),
  }),
  forgetPerson: {
    ...ofAdmins('DELETE'),
    route: 'v1/people/{personId}',
    summary: 'Take the name of somebody who has left away; histories keep the object id',
    success: { status: 204, description: 'The name is gone' },
    problems: [],
    shapes: shapesOf('forgetPerson'),
  },
  listViews: read({
    route: 'v1/views',
    summary: 'List the views that the caller keeps, and the shared ones',
    access: readers,
    success: ok('The views, by name'),
    problems: [],
    shapes: shapesOf('listViews'),
  }),
  createView: {
    method: 'POST',
    access: staff,
    route: 'v1/views',
    summary: 'Keep filters and columns of a list under a name',
    success: { status: 201, description: 'The view' },
    problems: ['TOO_MANY_VIEWS'],
    shapes: shapesOf('createView'),
  },
  deleteView: {
    method: 'DELETE',
    access: staff,
    route: 'v1/views/{viewId}',
    summary: 'Remove a view of one’s own; an Admin agent also a shared one',
    success: { status: 204, description: 'It is gone' },
    problems: ['VIEW_NOT_FOUND'],
    shapes: shapesOf('deleteView'),
  },
} as const;
