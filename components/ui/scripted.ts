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

/** Whether a mouse points here; false on the server and until the page came alive. */
export function useFinePointer() {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia("(pointer: fine)");
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia("(pointer: fine)").matches,
    () => false,
  );
}
