"use client";
import { useEffect, useRef, useState } from "react";

/** What the form holds while a shift is being written. */
export type LogState = {
  activityId: string;
  happenedOn: string;
  startsAt: string;
  endsAt: string;
  breakMinutes: number;
  localityId: string;
  keyActivityId: string;
  assistantIds: string[];
  counts: Record<string, number>;
  /** Further places, each with what was done there. */
  places: { localityId: string; counts: Record<string, number> }[];
  handedTo: string;
  note: string;
  /** Of the record that the form was filled from; empty for a new one. */
  version: string;
};

/**
 * The form's state, kept in this browser while somebody types and forgotten once the server has it. `savedAt` is the
 * last time it was kept, `restored` when this page went on with an older draft.
 */
export function useDraft(key: string, initial: LogState) {
  const [state, setState] = useState(initial);
  const [savedAt, setSavedAt] = useState<number>();
  const [restored, setRestored] = useState<number>();
  const touched = useRef(false);
  const first = useRef(initial);

  useEffect(() => {
    const kept = readDraft(localStorage.getItem(key), first.current);
    if (!kept) return;
    setState(kept.state);
    setRestored(kept.at);
    setSavedAt(kept.at);
    touched.current = true;
  }, [key]);

  useEffect(() => {
    if (!touched.current) return;
    // At once, not after a pause: a page that is closed in the middle of a word loses nothing.
    const at = Date.now();
    localStorage.setItem(key, JSON.stringify({ at, state }));
    setSavedAt(at);
  }, [key, state]);

  return {
    state,
    savedAt,
    restored,
    change(part: Partial<LogState>) {
      touched.current = true;
      setState((now) => ({ ...now, ...part }));
    },
    forget() {
      touched.current = false;
      localStorage.removeItem(key);
    },
    startAgain() {
      touched.current = false;
      localStorage.removeItem(key);
      setState(initial);
      setSavedAt(undefined);
      setRestored(undefined);
    },
  };
}

/**
 * A kept draft whose every part has the type of the initial state; anything else is left alone. A new record goes on under a
 * new id: a browser that was killed may bring back what was sent already, and that must not become a change of it.
 */
function readDraft(text: string | null, initial: LogState): { at: number; state: LogState } | null {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (!isRecord(kept) || !isRecord(kept.state) || typeof kept.at !== "number") return null;
    const { state } = kept;
    const { assistantIds, counts, places, breakMinutes } = state;
    const texts = [
      "activityId",
      "happenedOn",
      "startsAt",
      "endsAt",
      "localityId",
      "keyActivityId",
      "handedTo",
      "note",
      "version",
    ] as const;
    const read = Object.fromEntries(texts.map((name) => [name, String(state[name] ?? "")]));
    return {
      at: kept.at,
      state: {
        ...initial,
        ...read,
        ...(!initial.version && { activityId: initial.activityId, version: "" }),
        breakMinutes: typeof breakMinutes === "number" ? breakMinutes : initial.breakMinutes,
        assistantIds: Array.isArray(assistantIds) ? assistantIds.map(String) : [],
        counts: readCounts(counts),
        places: Array.isArray(places)
          ? places
              .filter(isRecord)
              .map((one) => ({ localityId: String(one.localityId), counts: readCounts(one.counts) }))
          : [],
      },
    };
  } catch {
    return null;
  }
}

const readCounts = (counts: unknown): Record<string, number> =>
  isRecord(counts) ? Object.fromEntries(Object.entries(counts).map(([code, count]) => [code, Number(count) || 0])) : {};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
