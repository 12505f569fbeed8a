"use client";
import { useTranslations } from "next-intl";
import { useContext, useEffect, useState } from "react";
import { FormContext } from "@/components/ui/form-context";
import type { PersonalMark } from "@/lib/domain/personal";

type Found = { kind: PersonalMark["kind"]; said: string };

/**
 * Fetched with the first letter that somebody types. Null where it cannot be had, as without a network on a device that
 * never had it: then the server alone looks.
 */
const loadRules = () => import("@/lib/domain/typed-finds").catch(() => null);

/** What in a text looks like a person's data, said under its field while it is typed; nothing leaves the page for it. */
export function PersonalNotice({ name, text }: { name: string; text: string }) {
  const t = useTranslations("common");
  const { verb } = useContext(FormContext);
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    if (!verb || text.length < 5) return setFound([]);
    let left = false;
    const timer = setTimeout(async () => {
      const rules = await loadRules();
      if (rules && !left) setFound(rules.typedFinds(verb, name, text));
    }, 400);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [text, verb, name]);
  if (!verb) return null;
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
