"use client";
import { useSyncExternalStore } from "react";

/** False on the server and until the page came alive. */
export function useScripted() {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}

/** Whether a media query holds; `before` on the server and until the page came alive. */
export function useMedia(query: string, before: boolean) {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => matchMedia(query).matches,
    () => before,
  );
}
