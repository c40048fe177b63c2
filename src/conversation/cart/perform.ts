import type { Performers } from '../perform.ts';
import type { CartCommand } from './commands.ts';

export const cartPerformers: Performers<CartCommand> = {};
