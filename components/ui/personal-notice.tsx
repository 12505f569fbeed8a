"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { PersonalMark } from "@/lib/domain/personal";
import { typedFinds } from "@/lib/domain/typed-finds";

type Found = { kind: PersonalMark["kind"]; said: string };

/** What in a text looks like a person's data, said under its field while it is typed; nothing leaves the page for it. */
export default function PersonalNotice({ verb, name, text }: { verb: string; name: string; text: string }) {
  const t = useTranslations("common");
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => setFound(typedFinds(verb, name, text)), 400);
    return () => clearTimeout(timer);
  }, [text, verb, name]);
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
