import type { Performers } from '../perform.ts';
import type { CareCommand } from './commands.ts';

export const carePerformers: Performers<CareCommand> = {};
