"use client";
import { useTranslations } from "next-intl";
import { useContext, useEffect, useState } from "react";
import { FormContext } from "@/components/ui/form-context";
import { isGuarded } from "@/lib/domain/guarded-fields";
import type { PersonalMark } from "@/lib/domain/personal";

type Found = { kind: PersonalMark["kind"]; said: string };

/** What in a text looks like a person's data, said under its field while it is typed; nothing leaves the page for it. */
export function PersonalNotice({ name, text }: { name: string; text: string }) {
  const t = useTranslations("common");
  const { verb } = useContext(FormContext);
  const watched = verb !== undefined && isGuarded(verb, name);
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    if (!watched) return;
    let left = false;
    const timer = setTimeout(async () => {
      const rules = await import("@/lib/domain/personal");
      if (!left)
        setFound(rules.markPersonal(text).map(({ kind, start, end }) => ({ kind, said: text.slice(start, end) })));
    }, 400);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [text, watched]);
  if (!watched) return null;
  return (
    <p aria-live="polite" className="mt-1 text-sm wrap-anywhere empty:hidden">
      {found.slice(0, 3).map(({ kind, said }, at) => (
        <span className="block" key={`${kind} ${String(at)}`}>
          {t(`personal.kinds.${kind}`)} <mark className="rounded-sm bg-warn-wash px-1 text-ink">{said}</mark>
        </span>
      ))}
    </p>
  );
}
