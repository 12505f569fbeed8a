"use client";
import { useTranslations } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";
import { Icon } from "@/components/ui/icon";

type Told = { text: string };

let told: Told | null = null;
const readers = new Set<() => void>();
const set = (next: Told | null) => {
  told = next;
  for (const read of readers) read();
};

/** Says what a press has done, in sight wherever the page is scrolled and whatever page comes next. */
export const tell = (text: string) => set({ text });

/** Where `tell` speaks: one place in the outermost layout, so that it outlives the page that was left. */
export function Toast() {
  const t = useTranslations("common");
  const now = useSyncExternalStore(
    (read) => {
      readers.add(read);
      return () => readers.delete(read);
    },
    () => told,
    () => null,
  );
  useEffect(() => {
    if (!now) return;
    const timer = setTimeout(() => set(null), 8000);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <div
      className="no-print pointer-events-none fixed inset-x-0 bottom-32 z-40 flex justify-center px-4 md:bottom-16"
      role="status"
    >
      {now && (
        <p className="pointer-events-auto flex min-h-11 max-w-xl items-center gap-2 rounded-md border border-good bg-good-wash pl-4 font-medium text-ink shadow-card">
          <Icon className="text-good" name="check" />
          <span className="py-2">{now.text}</span>
          <button
            aria-label={t("close")}
            className="grid size-11 shrink-0 cursor-pointer place-items-center text-soft hover:text-ink"
            onClick={() => set(null)}
            type="button"
          >
            <Icon name="cross" size={16} />
          </button>
        </p>
      )}
    </div>
  );
}
