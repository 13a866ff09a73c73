import { Worker } from 'node:worker_threads';
import type { Log } from '../log.ts';
import { CareFailure, type Job, type Report, reportSchema, type Result, RESULTS, THREAD_UP } from './jobs.ts';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * The station's end of its second thread: made when there is work, made anew after it died. What it was doing then is
 * rejected; the station itself goes on.
 */
export class CareThread {
  readonly #entry: URL;
  readonly #resourcesPath: string;
  readonly #log: Log;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #up: Promise<unknown> = Promise.resolve();
  #last = 0;

  constructor(entry: URL, resourcesPath: string, log: Log) {
    this.#entry = entry;
    this.#resourcesPath = resourcesPath;
    this.#log = log;
  }

  /** Does one piece of work after those that wait. Rejects with CareFailure, or with what ended the thread. */
  async do<K extends Job['job']>(job: Extract<Job, { job: K }>): Promise<Result<K>> {
    const worker = this.#worker ?? this.#start();
    const id = ++this.#last;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    worker.postMessage({ id, work: job });
    return RESULTS[job.job].parse(await answer) as Result<K>;
  }

  /**
   * Resolves when no thread is on its way up. One that is ended while it loads SQLite, by `terminate` or the end of the process,
   * aborts the whole process: native code cannot fail there (FATAL ERROR: napi_get_last_error_info).
   */
  async up(): Promise<void> {
    this.#worker?.ref();
    await this.#up;
    this.#worker?.unref();
  }

  /** Ends the thread as soon as it may be; what it was doing is left undone. */
  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#rejectAll(new Error('ended'));
    worker?.ref();
    await this.#up;
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, { workerData: this.#resourcesPath, name: 'caretaker' });
    worker.unref();
    this.#up = new Promise((resolve) => {
      worker.once('message', resolve);
      worker.once('exit', resolve);
    });
    worker.on('message', (message) => {
      if (message !== THREAD_UP) this.#heard(message);
    });
    worker.on('error', (error) => {
      this.#log.error({ err: error }, 'the caretaker failed');
    });
    worker.on('exit', (code) => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#rejectAll(new Error(`the caretaker ended with ${code}`));
    });
    this.#worker = worker;
    return worker;
  }

  #heard(message: unknown): void {
    const report: Report = reportSchema.parse(message);
    const waiting = this.#waiting.get(report.id);
    this.#waiting.delete(report.id);
    if (report.ok) waiting?.resolve(report.result);
    else if (report.reason === null) waiting?.reject(new Error(report.detail));
    else waiting?.reject(new CareFailure(report.reason, report.detail));
  }

  #rejectAll(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
