/** What is computed of several keys at once; a key may be missing in the answer. */
type Compute<T> = (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>;

/**
 * Remembers, in this process, what was computed for each of many keys, up to so many bytes; what was longest not asked
 * for goes first. A key names the state of what it is computed from, so a value is never old: whoever asks after his own
 * write asks for another key. Of those who ask for a key at once one computes it and the others wait for him. When he
 * fails, or is not done after `patienceMs`, one of the others takes his place: nobody fails with another, and no failure
 * is remembered. `size` tells the length of a value in bytes.
 */
export function sharedMemo<T>(mostBytes: number, size: (value: T) => number, patienceMs = 5_000) {
  const kept = new Map<string, { value: T; bytes: number }>();
  const running = new Map<string, Promise<T | undefined>>();
  let bytes = 0;

  const forget = (key: string) => {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  const keep = (key: string, value: T) => {
    forget(key);
    const entry = { value, bytes: size(value) };
    kept.set(key, entry);
    bytes += entry.bytes;
    for (const oldest of kept.keys()) {
      if (bytes <= mostBytes) return;
      forget(oldest);
    }
  };
  const endOf = (key: string, work: Promise<unknown>) => {
    if (running.get(key) === work) running.delete(key);
  };

  /** Computes keys for oneself and for whoever comes meanwhile. */
  const lead = async (keys: readonly string[], compute: Compute<T>) => {
    if (keys.length === 0) return new Map<string, T>();
    const work = compute(keys);
    const shares = keys.map((key) => {
      const share = work.then(
        (values) => values.get(key),
        () => undefined,
      );
      running.set(key, share);
      return [key, share] as const;
    });
    try {
      const values = await work;
      for (const [key, value] of values) keep(key, value);
      return values;
    } finally {
      for (const [key, share] of shares) endOf(key, share);
    }
  };

  const ask = async (keys: readonly string[], compute: Compute<T>): Promise<Map<string, T>> => {
    const found = new Map<string, T>();
    const own: string[] = [];
    const joined: (readonly [string, Promise<T | undefined>])[] = [];
    for (const key of new Set(keys)) {
      const known = kept.get(key);
      const share = running.get(key);
      if (known) {
        found.set(key, known.value);
        kept.delete(key);
        kept.set(key, known);
      } else if (share) joined.push([key, share]);
      else own.push(key);
    }
    for (const [key, value] of await lead(own, compute)) found.set(key, value);
    const left: string[] = [];
    const patience = sleep(patienceMs);
    for (const [key, share] of joined) {
      const value = await Promise.race([share, patience.over]);
      if (value === undefined) {
        endOf(key, share);
        left.push(key);
      } else found.set(key, value);
    }
    patience.end();
    if (left.length > 0) for (const [key, value] of await ask(left, compute)) found.set(key, value);
    return found;
  };

  return { ask, held: () => ({ keys: kept.size, bytes, running: running.size }) };
}

function sleep(ms: number) {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return { over, end: () => clearTimeout(timer) };
}
