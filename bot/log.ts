import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from '../src/config/schema.ts';
import { redact } from '../src/log/redact.ts';

export type Log = Logger;

/** Structured lines for machines, readable ones on a terminal. Everything passes the redaction, whoever logs it. */
export function createLog(config: Pick<Config, 'DESK_LOG_LEVEL' | 'DESK_LOG_FORMAT'>, output: NodeJS.WriteStream = process.stdout): Log {
  const forPeople = isForPeople(config, output);
  const stream = forPeople
    ? pretty({ destination: output, sync: true, colorize: output.isTTY === true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' })
    : pino.destination({ fd: 1, sync: true });
  const log = pino(
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
          const [first, ...rest] = parts.map((part) => redact(part)) as Parameters<typeof method>;
          // An error on its own would otherwise lend the line its raw message.
          const fields = parts[0] instanceof Error ? { err: first } : first;
          method.apply(this, [fields, ...rest] as Parameters<typeof method>);
        },
      },
    },
    stream,
  );
  // pino hands a child's fields to no formatter; children inherit this.
  // oxlint-disable-next-line typescript/unbound-method -- Reflect.apply gives it its own `this` back
  log.child = new Proxy(log.child, {
    apply: (child, self, [bindings, ...rest]) => Reflect.apply(child, self, [redact(bindings), ...rest]),
  });
  return log;
}

export function isForPeople(config: Pick<Config, 'DESK_LOG_FORMAT'>, output: NodeJS.WriteStream = process.stdout): boolean {
  return config.DESK_LOG_FORMAT === 'pretty' || (config.DESK_LOG_FORMAT === 'auto' && output.isTTY === true);
}
