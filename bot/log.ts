import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from '../src/config/schema.ts';
import { redact, redactText } from '../src/log/redact.ts';

export type Log = Logger;

/** Structured lines for machines, readable ones on a terminal. Everything passes the redaction, whoever logs it. */
export function createLog(config: Pick<Config, 'DESK_LOG_LEVEL' | 'DESK_LOG_FORMAT'>, output: NodeJS.WriteStream = process.stdout): Log {
  const forPeople = isForPeople(config, output);
  const stream = forPeople
    ? pretty({ destination: output, sync: true, colorize: output.isTTY === true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })
    : pino.destination({ fd: 1, sync: true });
  return pino(
    {
      level: config.DESK_LOG_LEVEL,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      // Errors are flattened by the redaction; pino's own serializer would bring the raw text back.
      serializers: { err: (value) => value },
      hooks: {
        logMethod(parts, method) {
          method.apply(this, parts.map((part) => (typeof part === 'string' ? redactText(part) : part)) as Parameters<typeof method>);
        },
      },
    },
    stream,
  );
}

export function isForPeople(config: Pick<Config, 'DESK_LOG_FORMAT'>, output: NodeJS.WriteStream = process.stdout): boolean {
  return config.DESK_LOG_FORMAT === 'pretty' || (config.DESK_LOG_FORMAT === 'auto' && output.isTTY === true);
}
