import { expect, it } from 'vitest';
import { createMetrics } from '../../../../bot/metrics.ts';
import { aWeb, reportWith } from './a_web.ts';

const down = reportWith({ api: { state: 'down', ms: 3000, note: 'away' } });

it.each([
  ['every part answers', true, reportWith(), 200],
  ['a part is down', true, down, 503],
  ['a stop has begun', false, reportWith(), 503],
])('/readyz when %s', async (_when, isOpen, report, status) => {
  const response = await aWeb({ isOpen: () => isOpen, health: async () => report }).request('/readyz');
  expect({ status: response.status, body: await response.json() }).toEqual({ status, body: { ready: status === 200 } });
});

it('answers /readyz during a stop without asking the parts, which may be gone', async () => {
  const web = aWeb({ isOpen: () => false, health: () => Promise.reject(new Error('gone')) });
  expect((await web.request('/readyz')).status).toBe(503);
});

it.each([reportWith(), down])('/healthz is the report, and 200 as long as the process lives', async (report) => {
  const response = await aWeb({ health: async () => report }).request('/healthz');
  expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: report });
});

it('/metrics counts what was asked before', async () => {
  const web = aWeb({ metrics: createMetrics() });
  await web.request('/');
  await web.request('/nowhere');
  const response = await web.request('/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await response.text()).toContain('desk_web_requests_total{status="200"} 1\ndesk_web_requests_total{status="404"} 1\n');
});
