"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Excerpts } from "@/lib/intake/reading-schema";

/** A field and, beside it, the place of the text it was read from. `place` undefined: nothing was read. */
export function ReviewRow({ place, children }: { place: Excerpts[string] | undefined; children: ReactNode }) {
  const t = useTranslations("intake");
  return (
    <div className="grid gap-x-6 gap-y-2 border-line border-t py-4 first:border-t-0 first:pt-0 md:grid-cols-2">
      <div className="min-w-0">{children}</div>
      <div className="min-w-0 text-sm text-soft md:pt-7">
        {place ? (
          <blockquote className="border-edge border-l-2 pl-3 leading-6 [overflow-wrap:anywhere]">
            {place.before}
            <mark className="rounded-sm bg-warn-wash px-0.5 font-medium text-ink">{place.match}</mark>
            {place.after}
          </blockquote>
        ) : (
          <p className="pl-3">{t("notInText")}</p>
        )}
      </div>
    </div>
  );
}
