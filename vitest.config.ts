import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/cluster.ts'],
    setupFiles: ['test/support/leaks.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A failure is a failure: nothing is tried again until it passes.
    retry: 0,
    allowOnly: false,
    projects: [
      {
        // First what starts nothing of its own but connections: file after file in one process for each core.
        extends: true,
        test: {
          name: 'shared',
          include: ['test/{channels,repository,sql,unit}/**/*.test.ts'],
          isolate: false,
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Then what has workers and servers of its own, but neither a browser nor a whole desk: two at a time.
        extends: true,
        test: {
          name: 'together',
          include: ['test/{path,rpc}/**/*.test.ts'],
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Last what starts desks and browsers, and measures their patience: one after another.
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{channels,repository,sql,unit,path,rpc}/**'],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
