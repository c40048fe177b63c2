import type { Verb } from '../verb.ts';
import { booksVerb } from './books.ts';
import { exportVerb } from './export.ts';
import { hereVerb } from './groups.ts';
import { hoursVerbs } from './hours.ts';
import { peopleVerbs } from './people.ts';
import { reportVerb } from './report.ts';
import { settingsVerbs } from './settings.ts';

/** What there is to do about the desk itself. */
export const administrationVerbs: readonly Verb[] = [
  ...hoursVerbs,
  ...peopleVerbs,
  ...settingsVerbs,
  booksVerb,
  reportVerb,
  exportVerb,
  hereVerb,
];
