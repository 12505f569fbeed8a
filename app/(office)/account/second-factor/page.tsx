import { getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { PageHead } from "@/components/ui/navigation";
import { findOwnFactor } from "@/db/queries/second-factor";
import { factorPage } from "@/lib/domain/address";
import { qrModules } from "@/lib/qr";
import { readOfficePage, type SearchParams } from "@/server/page";
import { RecoveryCodes } from "./recovery-codes";
import { SetUp, StartCard } from "./set-up";
import { RemoveCard, RenewCard } from "./turned-on";

export async function generateMetadata() {
  return { title: (await getTranslations("account"))("factor") };
}

/** One's own second factor: set up, its recovery codes, taken off. Who must have one sees nothing else before. */
export default async function SecondFactorPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, search] = await Promise.all([getTranslations("account"), searchParams]);
  const page = await readOfficePage(factorPage, findOwnFactor);
  const { me, view: factor } = page;
  const { state, secret, address, codes } = factor;
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={me.factorMissing ? undefined : [{ href: "/account", label: t("title") }]}
        note={t("factorText")}
        title={t("factor")}
      />
      <SentForm search={search} />
      <ClientMessages namespaces={["account"]}>
        <div className="grid max-w-4xl gap-6">
          {me.factorMissing && (
            <Alert title={t("factorRequired")} tone="warn">
              {t("factorRequiredText")}
            </Alert>
          )}
          {state === "off" && <StartCard />}
          {state === "started" && secret && address && <SetUp modules={qrModules(address)} secret={secret} />}
          {state === "on" && codes.length > 0 && <RecoveryCodes codes={codes} email={me.email} />}
          {state === "on" && codes.length === 0 && (
            <>
              <RenewCard factor={factor} />
              <RemoveCard />
            </>
          )}
        </div>
      </ClientMessages>
    </OfficePage>
  );
}
