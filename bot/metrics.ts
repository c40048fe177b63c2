import { type HealthReport, partNames } from '../src/health/report.ts';

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

/** The state of the desk in the text format of Prometheus. */
export function metricsText(report: HealthReport, isOpen: boolean, metrics: Metrics): string {
  const { requests, requestSeconds, functionsRestarts } = metrics.read();
  const of = (part: string) => `{part="${part}"}`;
  const families: Array<[name: string, type: 'gauge' | 'counter', help: string, samples: Sample[]]> = [
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
