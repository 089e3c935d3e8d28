// A baseline: graphile-worker, with jobs that do nothing. `node worker.mjs each|batches`.
//
// `each` completes every job by a statement of its own; `batches` fetches and completes many together, as its pages on
// performance advise, and after a crash runs again what was done and not yet completed. Prints an address that nobody
// needs.

import { Logger, run } from "graphile-worker";

const BATCHES = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0, concurrentJobs: 24 };

await run({
  preset: {
    worker: {
      connectionString: process.env.PEER_DATABASE_URL,
      concurrentJobs: 10,
      maxPoolSize: 10,
      pollInterval: 100,
      ...(process.argv[2] === "batches" ? BATCHES : {}),
      logger: new Logger(() => () => {}),
    },
  },
  taskList: { probe() {} },
  noHandleSignals: true,
});

console.log("127.0.0.1:1");
