import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { DomainError } from "@/lib/domain/error";
import type { ExpenseFile } from "@/lib/import/expenses";
import type { ExpenseInput, Page, PaperInput, ReaderAnswer, ReaderJob, WorkbookInput } from "./reader-jobs";

declare global {
  var hlidkaReaders: Readers | undefined;
}

/**
 * Two threads at most, each with a heap of its own, eight files waiting behind them, thirty seconds for one: the largest
 * file that the import takes is read in a fraction of that. A thread without work ends. What a workbook unpacks to lies
 * outside its thread's heap: a published list may be 250 MB, so one is read at a time, beside it at most a file of 50 MB.
 */
const usual = { threads: 2, queue: 8, milliseconds: 30_000, idle: 20_000, megabytes: 192 };

/**
 * Node loads a thread by its path, as it has loaded the server. The build of the pages would follow an imported Worker
 * into it, compiler and all; so it is asked for at run time.
 */
function newThread(megabytes: number): Worker {
  const threads = process.getBuiltinModule("node:worker_threads");
  return new threads.Worker(join(process.cwd(), "server", "files", "reader-thread.mjs"), {
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 8 },
  });
}

/**
 * Reads a file of expenses in a thread of its own, so that no file keeps other requests waiting; it ends when the signal
 * is aborted. Throws what readExpenseFile throws, 422 importTooSlow, 413 importBomb when its memory runs out, 503
 * importBusy when too many wait.
 */
export const readExpensesApart = (input: ExpenseInput, signal: AbortSignal) =>
  readers().run<ExpenseFile>({ name: "expenses", input }, signal);

/** The same for a published page or list of projects, as readBytes does it; null when it is neither. */
export const readPageApart = (bytes: Uint8Array, query: string, signal: AbortSignal) =>
  readers().run<Page>({ name: "page", input: { bytes, query } }, signal);

/**
 * The same for a workbook that is written, as toXlsx does it; throws 422 exportTooLarge when that takes too long or too
 * much memory, 503 exportBusy.
 */
export const writeWorkbookApart = (input: WorkbookInput, signal: AbortSignal) =>
  readers().run<Uint8Array>({ name: "workbook", input }, signal);

/** The same for a paper that is drawn. */
export const drawPaperApart = (input: PaperInput, signal: AbortSignal) =>
  readers().run<Uint8Array>({ name: "paper", input }, signal);

/** One set of threads for all routes of the process. */
function readers(): Readers {
  globalThis.hlidkaReaders ??= openReaders();
  return globalThis.hlidkaReaders;
}

export type Readers = ReturnType<typeof openReaders>;
type Task = { job: ReaderJob; answered(answer: ReaderAnswer<unknown>): void; failed(error: Error): void };
type Thread = { worker: Worker; task: Task | null; clock?: NodeJS.Timeout };

export function openReaders(settings: Partial<typeof usual> = {}) {
  const limits = { ...usual, ...settings };
  const threads = new Set<Thread>();
  const queue: Task[] = [];

  const open = (): Thread => {
    const worker = newThread(limits.megabytes);
    const thread: Thread = { worker, task: null };
    threads.add(thread);
    worker.on("message", (answer) => {
      if (!threads.has(thread)) return;
      thread.task?.answered(answer);
      free(thread);
    });
    worker.on("error", (error) => end(thread, failureOf(error, thread.task)));
    worker.on("exit", () => end(thread, new Error("a reader's thread has ended")));
    return thread;
  };
  const free = (thread: Thread) => {
    clearTimeout(thread.clock);
    thread.task = null;
    thread.worker.unref();
    const next = takeNext();
    if (next) start(thread, next);
    else thread.clock = setTimeout(() => end(thread), limits.idle).unref();
  };
  /** Gives a thread up; what was going on in it fails, and what waits gets another. */
  const end = (thread: Thread, error?: Error) => {
    if (!threads.delete(thread)) return;
    clearTimeout(thread.clock);
    if (error) thread.task?.failed(error);
    void thread.worker.terminate();
    const next = takeNext();
    if (next) start(open(), next);
  };
  const mayStart = ({ job }: Task) =>
    job.name !== "page" || ![...threads].some(({ task }) => task?.job.name === "page");
  /** What waits longest of what may start. */
  const takeNext = (): Task | undefined => {
    const at = queue.findIndex(mayStart);
    return at < 0 ? undefined : queue.splice(at, 1)[0];
  };
  const start = (thread: Thread, task: Task) => {
    clearTimeout(thread.clock);
    thread.task = task;
    thread.worker.ref();
    thread.worker.postMessage(task.job);
    thread.clock = setTimeout(() => end(thread, refusals(task).slow), limits.milliseconds);
  };
  const enter = (task: Task) => {
    const idle = [...threads].find(({ task }) => task === null);
    if (idle && mayStart(task)) start(idle, task);
    else if (threads.size < limits.threads && mayStart(task)) start(open(), task);
    else if (queue.length < limits.queue) queue.push(task);
    else task.failed(refusals(task).busy);
  };
  const leave = (task: Task) => {
    const gone = new DomainError("unavailable", 503);
    const at = queue.indexOf(task);
    if (at >= 0) queue.splice(at, 1);
    const thread = [...threads].find((one) => one.task === task);
    if (thread) end(thread, gone);
    else task.failed(gone);
  };

  return {
    run: <T>(job: ReaderJob, signal: AbortSignal): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        const task: Task = {
          job,
          answered(answer: ReaderAnswer<T>) {
            if ("value" in answer) return resolve(answer.value);
            if ("failed" in answer) return reject(answer.failed);
            const { key, status, values } = answer.refused;
            reject(new DomainError(key, status, values));
          },
          failed: reject,
        };
        const aborted = () => leave(task);
        if (signal.aborted) return reject(new DomainError("unavailable", 503));
        signal.addEventListener("abort", aborted, { once: true });
        enter(task);
      }),
    /** How many threads there are, and how many files wait. */
    load: () => ({ threads: threads.size, waiting: queue.length }),
    close: () => {
      for (const thread of [...threads]) end(thread, new DomainError("unavailable", 503));
    },
  };
}

/** What is said of a file that is not read, or not written, within the limits. */
const refusals = (task: Task | null) =>
  task?.job.name === "workbook" || task?.job.name === "paper"
    ? {
        slow: new DomainError("exportTooLarge", 422),
        large: new DomainError("exportTooLarge", 422),
        busy: new DomainError("exportBusy", 503),
      }
    : {
        slow: new DomainError("importTooSlow", 422),
        large: new DomainError("importBomb", 413),
        busy: new DomainError("importBusy", 503),
      };

/** A file that needs more memory than a thread has is refused; anything else is a fault of ours. */
const failureOf = (error: Error & { code?: string }, task: Task | null): Error =>
  error.code === "ERR_WORKER_OUT_OF_MEMORY" ? refusals(task).large : error;
