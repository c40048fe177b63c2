import type { QueueHealth } from '../src/health/queues.ts';
import { type HealthReport, partNames } from '../src/health/report.ts';
import type { BotState } from './telegram/start.ts';

export type Metrics = {
  countRequest(status: number, seconds: number): void;
  countFunctionsRestart(): void;
  read(): { requests: ReadonlyMap<number, number>; requestSeconds: number; functionsRestarts: number };
};

export function createMetrics(): Metrics {
  const requests = new Map<number, number>();
  let requestSeconds = 0;
  let functionsRestarts = 0;
  return {
    countRequest(status, seconds) {
      requests.set(status, (requests.get(status) ?? 0) + 1);
      requestSeconds += seconds;
    },
    countFunctionsRestart() {
      functionsRestarts += 1;
    },
    read: () => ({ requests, requestSeconds, functionsRestarts }),
  };
}

type Sample = { labels?: string; value: number };

type Family = [name: string, type: 'gauge' | 'counter', help: string, samples: Sample[]];

function queueFamilies(queues: QueueHealth): Family[] {
  return [
    ['desk_inbox_waiting', 'gauge', 'Messages that came in and are not answered yet.', [{ value: queues.inbox_waiting }]],
    ['desk_inbox_oldest_seconds', 'gauge', 'How long the oldest of them waits.', [{ value: queues.inbox_oldest_seconds }]],
    ['desk_outbox_waiting', 'gauge', 'Messages that are due and have not gone out.', [{ value: queues.outbox_waiting }]],
    ['desk_outbox_oldest_seconds', 'gauge', 'How long the oldest of them is due.', [{ value: queues.outbox_oldest_seconds }]],
  ];
}

function botFamilies(bots: readonly BotState[]): Family[] {
  const of = ({ name }: BotState) => `{bot="${name.replaceAll(/[\\"\n]/g, '')}"}`;
  const known = <T>(samples: Array<{ labels: string; value: T | null }>) =>
    samples.filter((sample): sample is { labels: string; value: T } => sample.value !== null);
  const ages = bots.map((bot) => ({ labels: of(bot), value: bot.lastUpdateAt === null ? null : (Date.now() - bot.lastUpdateAt) / 1_000 }));
  return [
    [
      'desk_telegram_ready',
      'gauge',
      'Whether Telegram answers this bot.',
      bots.map((bot) => ({ labels: of(bot), value: Number(bot.isReady) })),
    ],
    [
      'desk_telegram_waiting',
      'gauge',
      'Updates that Telegram keeps for it.',
      known(bots.map((bot) => ({ labels: of(bot), value: bot.waiting }))),
    ],
    ['desk_telegram_silence_seconds', 'gauge', 'How long ago the last update came.', known(ages)],
    [
      'desk_telegram_usual_messages',
      'gauge',
      'How many messages usually come in two hours at this time of the week, at the very least.',
      bots.map((bot) => ({ labels: of(bot), value: bot.usual })),
    ],
    [
      'desk_telegram_silent',
      'gauge',
      'Whether nobody writes though people usually do at this hour.',
      bots.map((bot) => ({ labels: of(bot), value: Number(bot.isSilent) })),
    ],
    [
      'desk_telegram_last_error_age_seconds',
      'gauge',
      'How long ago something went wrong last.',
      known(bots.map((bot) => ({ labels: of(bot), value: bot.lastError === null ? null : (Date.now() - bot.lastError.at) / 1_000 }))),
    ],
    [
      'desk_telegram_webhook_changes_total',
      'counter',
      'How often somebody else has led its updates elsewhere.',
      bots.map((bot) => ({ labels: of(bot), value: bot.changes })),
    ],
  ];
}

/** The state of the desk in the text format of Prometheus. Queues are left out while the database is away. */
export function metricsText(
  report: HealthReport,
  isOpen: boolean,
  metrics: Metrics,
  queues?: QueueHealth,
  bots: readonly BotState[] = [],
): string {
  const { requests, requestSeconds, functionsRestarts } = metrics.read();
  const of = (part: string) => `{part="${part}"}`;
  const families: Family[] = [
    [
      'desk_ready',
      'gauge',
      'Whether the desk takes work: every part answers and no stop has begun.',
      [{ value: Number(report.ready && isOpen) }],
    ],
    [
      'desk_part_ready',
      'gauge',
      'Whether a part answers.',
      partNames.map((name) => ({ labels: of(name), value: Number(report.parts[name].state === 'ready') })),
    ],
    [
      'desk_part_latency_seconds',
      'gauge',
      'How long a part took to answer the last check.',
      partNames.map((name) => ({ labels: of(name), value: report.parts[name].ms / 1000 })),
    ],
    ['desk_functions_restarts_total', 'counter', 'How often the edge functions were started again.', [{ value: functionsRestarts }]],
    [
      'desk_web_requests_total',
      'counter',
      "Requests to the desk's own pages.",
      [...requests].map(([status, value]) => ({ labels: `{status="${status}"}`, value })),
    ],
    ['desk_web_request_seconds_total', 'counter', 'Time spent on them.', [{ value: requestSeconds }]],
    ...(queues ? queueFamilies(queues) : []),
    ...(bots.length > 0 ? botFamilies(bots) : []),
    ['process_resident_memory_bytes', 'gauge', 'Memory of the Node process.', [{ value: process.memoryUsage.rss() }]],
    ['process_uptime_seconds', 'gauge', 'Age of the Node process.', [{ value: process.uptime() }]],
  ];
  return families
    .map(([name, type, help, samples]) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(({ labels = '', value }) => `${name}${labels} ${value}`),
        '',
      ].join('\n'),
    )
    .join('');
}
