import { expect, it } from 'vitest';
import { createMetrics, metricsText } from '../../../bot/metrics.ts';
import type { HealthReport } from '../../../src/health/report.ts';

const report: HealthReport = {
  ready: true,
  at: '2026-11-20T09:12:00.000Z',
  parts: {
    database: { state: 'ready', ms: 1.5 },
    api: { state: 'down', ms: 3000 },
    functions: { state: 'ready', ms: 4 },
    migrations: { state: 'ready', ms: 1.5 },
  },
};

it('writes every line so that Prometheus can read it', () => {
  const metrics = createMetrics();
  metrics.countRequest(200, 0.25);
  const bot = { desk: 'demo', waiting: 2, lastUpdateAt: Date.now() - 5_000, isSilent: false, usual: 9, lastError: null, changes: 0 };
  const bots = [
    { ...bot, name: '@a_bot', isReady: true },
    {
      ...bot,
      name: '"@odd\\\n',
      isReady: false,
      waiting: null,
      lastUpdateAt: null,
      isSilent: true,
      lastError: { at: Date.now(), what: 'x' },
      changes: 2,
    },
  ];
  const text = metricsText(report, true, metrics, undefined, bots);
  expect(text).toContain('desk_telegram_ready{bot="@a_bot"} 1\ndesk_telegram_ready{bot="@odd"} 0\n');
  expect(text).toContain('desk_telegram_waiting{bot="@a_bot"} 2\n#');
  expect(text).toContain('desk_telegram_silent{bot="@a_bot"} 0\ndesk_telegram_silent{bot="@odd"} 1\n');
  expect(text).toContain('desk_telegram_usual_messages{bot="@a_bot"} 9\n');
  expect(text).toContain('desk_telegram_webhook_changes_total{bot="@a_bot"} 0\ndesk_telegram_webhook_changes_total{bot="@odd"} 2\n');
  expect(text).toMatch(/desk_telegram_last_error_age_seconds\{bot="@odd"\} \d/);
  expect(text).not.toContain('desk_telegram_last_error_age_seconds{bot="@a_bot"}');
  expect(text.endsWith('\n')).toBe(true);
  const comment = /^# (HELP [a-z_]+ .+|TYPE [a-z_]+ (gauge|counter))$/;
  const sample = /^[a-z_]+(\{[a-z]+="[^"\\\n]*"\})? \d+(\.\d+)?(e[+-]\d+)?$/;
  const odd = text
    .trimEnd()
    .split('\n')
    .filter((line) => !comment.test(line) && !sample.test(line));
  expect(odd).toEqual([]);
});

it('describes every family once, before its samples', () => {
  const lines = metricsText(report, true, createMetrics()).trimEnd().split('\n');
  const described = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
  expect(new Set(described).size).toBe(described.length);
  let current = '';
  for (const line of lines) {
    if (line.startsWith('# TYPE')) current = line.split(' ')[2] ?? '';
    if (!line.startsWith('#')) expect(line.split(/[{ ]/)[0]).toBe(current);
  }
});

it('says how every part is, with seconds for times', () => {
  const text = metricsText(report, true, createMetrics());
  expect(text).toContain('desk_part_ready{part="database"} 1\n');
  expect(text).toContain('desk_part_ready{part="api"} 0\n');
  expect(text).toContain('desk_part_latency_seconds{part="database"} 0.0015\n');
  expect(text).toContain('desk_part_latency_seconds{part="api"} 3\n');
});

it.each([
  [true, true, 1],
  [true, false, 0],
  [false, true, 0],
])('is ready only when the parts are (%s) and the desk is open (%s): %i', (ready, isOpen, value) => {
  expect(metricsText({ ...report, ready }, isOpen, createMetrics())).toContain(`\ndesk_ready ${value}\n`);
});

it('counts requests by status, their time and the restarts of the functions', () => {
  const metrics = createMetrics();
  for (const [status, seconds] of [
    [200, 0.25],
    [200, 0.5],
    [404, 0.25],
  ] as const)
    metrics.countRequest(status, seconds);
  metrics.countFunctionsRestart();
  const text = metricsText(report, true, metrics);
  expect(text).toContain('desk_web_requests_total{status="200"} 2\ndesk_web_requests_total{status="404"} 1\n');
  expect(text).toContain('\ndesk_web_request_seconds_total 1\n');
  expect(text).toContain('\ndesk_functions_restarts_total 1\n');
});
