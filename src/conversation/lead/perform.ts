import type { Performers } from '../perform.ts';
import type { LeadCommand } from './commands.ts';

export const leadPerformers: Performers<LeadCommand> = {};
