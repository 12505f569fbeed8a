import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";

/** A link that opens nothing, any more or here. */
export default async function InvitationLinkOver() {
  const t = await getTranslations("registration");
  return (
    <PublicFrame letter>
      <div className="mx-auto max-w-xl">
        <h1 className="mb-4">{t("linkOver")}</h1>
        <Alert tone="warn">{t("linkOverInvitation")}</Alert>
      </div>
    </PublicFrame>
  );
}
