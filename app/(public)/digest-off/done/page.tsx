import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/navigation";
import { withActor } from "@/db/gate";

export async function generateMetadata() {
  return { title: (await getTranslations("digestOff"))("doneTitle") };
}

/** The digest was turned off. */
export default async function DigestOffDonePage() {
  const t = await getTranslations("digestOff");
  const { demo } = await withActor({ kind: "public" }, "read", async (_, me) => me);
  return (
    <PublicFrame demo={demo}>
      <PageHead title={t("doneTitle")} />
      <Alert
        action={
          <LinkButton href="/account" variant="secondary">
            {t("account")}
          </LinkButton>
        }
        tone="good"
      >
        {t("done")}
      </Alert>
    </PublicFrame>
  );
}
