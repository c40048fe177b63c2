import type { Performers } from '../perform.ts';
import type { PersonCommand } from './commands.ts';

export const personPerformers: Performers<PersonCommand> = {};
