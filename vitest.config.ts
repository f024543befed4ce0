import { defineConfig } from "vitest/config";

/** One project per kind of run: see CONTRIBUTING.md, "Tests". */
export default defineConfig({
  test: {
    // Where there are two cores, Vitest by itself leaves one of them idle.
    maxWorkers: "100%",
    // Loading every module anew for each file took more than half of a run.
    isolate: false,
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["test/e2e/**"],
          // Only a hang fails by time: a busy machine is no reason for a test to.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // The suites that touch a database, once more on PostgreSQL (TOCSIN_TEST_POSTGRES_URL).
        test: {
          name: "postgres",
          include: [
            "src/{store,operations,engine,http}/**/*.test.ts",
            "test/{api,simulation}/**/*.test.ts",
          ],
          env: { TOCSIN_TEST_DATABASE: "postgres" },
          // Each test has a database of its own made and dropped.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          // Real programs start and stop in these; each wait within them has a limit of its own.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // One story at a time: some look at the clock.
          fileParallelism: false,
        },
      },
      {
        // What `unit` asks of some zones, of each there is.
        test: {
          name: "zones",
          include: ["test/zones/**/*.test.ts"],
          env: { TOCSIN_TEST_ZONES: "all" },
          testTimeout: 60_000,
        },
      },
      { test: { name: "tidy", include: ["test/tidy.test.ts"] } },
    ],
  },
});
