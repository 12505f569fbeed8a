"use client";
import { useTranslations } from "next-intl";
import { PublicFrame } from "@/components/layout/public-frame";
import { LinkButton } from "@/components/ui/button";

/** One page for what is missing and for what the reader may not see. */
export function MissingPage() {
  const t = useTranslations("frame");
  return (
    <PublicFrame>
      <div className="flex flex-col items-start gap-4 py-8">
        <p className="text-soft">404</p>
        <h1>{t("notFoundTitle")}</h1>
        <p>{t("notFoundText")}</p>
        <LinkButton href="/" icon="home" variant="secondary">
          {t("goHome")}
        </LinkButton>
      </div>
    </PublicFrame>
  );
}
