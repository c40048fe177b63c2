import type { Performers } from '../perform.ts';
import type { PrivacyCommand } from './commands.ts';

export const privacyPerformers: Performers<PrivacyCommand> = {};
