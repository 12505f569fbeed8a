import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";

export default function NotFound() {
  const t = useTranslations("frame");
  return (
    <main className="mx-auto flex max-w-xl flex-col items-start gap-4 px-4 py-16" id="content">
      <p className="text-soft">404</p>
      <h1>{t("notFoundTitle")}</h1>
      <p>{t("notFoundText")}</p>
      <LinkButton href="/" icon="home" variant="secondary">
        {t("goHome")}
      </LinkButton>
    </main>
  );
}
