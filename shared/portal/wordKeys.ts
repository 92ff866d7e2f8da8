import type activity from './words/activity.json';
import type brand from './words/brand.json';
import type acceptance from './words/acceptance.json';
import type common from './words/common.json';
import type customer from './words/customer.json';
import type customers from './words/customers.json';
import type imports from './words/imports.json';
import type newCustomer from './words/newCustomer.json';
import type overview from './words/overview.json';
import type problems from './words/problems.json';
import type prospects from './words/prospects.json';
import type record from './words/record.json';
import type settings from './words/settings.json';
import type shell from './words/shell.json';
import type system from './words/system.json';

/** The keys of all messages; their files hold all languages of a message side by side. */
export type WordKey =
  | keyof typeof activity
  | keyof typeof brand
  | keyof typeof acceptance
  | keyof typeof common
  | keyof typeof customer
  | keyof typeof customers
  | keyof typeof imports
  | keyof typeof newCustomer
  | keyof typeof overview
  | keyof typeof problems
  | keyof typeof prospects
  | keyof typeof record
  | keyof typeof settings
  | keyof typeof shell
  | keyof typeof system;
