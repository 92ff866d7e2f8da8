import { ok, read, readers, shapesOf, staff } from './operationKinds.ts';

/** Calls about what happened to all customers, and what was counted of it. */
export const activityOperations = {
  exportCustomers: read({
    gives: 'csv',
    route: 'v1/customer-export',
    summary: 'Write the customers that fit into a CSV file',
    access: readers,
    success: ok('The file'),
    problems: [],
    shapes: shapesOf('exportCustomers'),
  }),
  listActivity: read({
    route: 'v1/activity',
    summary: 'List what happened to all customers, newest first',
    access: readers,
    success: ok('A page of events, each with its customer'),
    problems: ['INVALID_CONTINUATION_TOKEN'],
    shapes: shapesOf('listActivity'),
  }),
  getTrends: read({
    route: 'v1/trends',
    summary: 'Count invitations, what became of them, and acceptances per week',
    access: readers,
    success: ok('A line per week, oldest first; weeks without anything are there, too'),
    problems: [],
    shapes: shapesOf('getTrends'),
  }),
  getAgeing: read({
    route: 'v1/ageing',
    summary: 'Count the customers that are waited for by how long they have been asked',
    access: readers,
    success: ok('The counts by status'),
    problems: [],
    shapes: shapesOf('getAgeing'),
  }),
  listResellers: read({
    route: 'v1/resellers',
    summary: 'List the resellers that have customers, with how many of them are where',
    access: staff,
    success: ok('The resellers, by name'),
    problems: [],
    shapes: shapesOf('listResellers'),
  }),
} as const;
